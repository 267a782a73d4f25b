// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.List;
import java.util.Optional;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.AudioException;

/**
 * A recording that was decoded to disk, block by block.
 *
 * @param signal its samples
 * @param sampleRate in Hz
 */
record RecordingFile(SignalFile signal, int sampleRate) {

    /** The steps of 16 bits from silence to full scale. */
    private static final double STEPS = 1 << 15;

    /** Takes the blocks of a recording. */
    @FunctionalInterface
    interface Blocks {

        /**
         * Takes a block.
         *
         * @param block the next samples
         * @param place of its first sample in the recording
         */
        void take(Waveform block, long place);
    }

    /**
     * Decodes a recording.
     *
     * @param recording a file, or a stream or a channel of one
     * @param rounded whether what a lossy file decodes to is rounded to 16 bits
     * @param files room for it
     * @param warnings takes what is damaged, in sentences
     * @throws AudioException if it cannot be read
     */
    static RecordingFile of(Recording recording, boolean rounded, SignalFiles files, List<String> warnings) {
        SignalFile[] signal = new SignalFile[1];
        int[] rate = new int[1];
        decode(recording, rounded, warnings, (block, place) -> {
            if (signal[0] == null) {
                signal[0] = files.create(block.channels().length);
                rate[0] = block.sampleRate();
            }
            signal[0].append(block.channels());
        });
        return new RecordingFile(signal[0], rate[0]);
    }

    /** Decodes a recording block by block; there is at least one. */
    static void decode(Recording recording, boolean rounded, List<String> warnings, Blocks blocks) {
        try (AudioStream audio = AudioReader.of(recording).damage(warnings::add).open()) {
            boolean round = rounded && !audio.info().lossless();
            long place = 0;
            for (Optional<Waveform> block = audio.next(); block.isPresent(); block = audio.next()) {
                Waveform recorded = block.get();
                blocks.take(round ? rounded(recorded) : recorded, place);
                place += recorded.length();
            }
        }
    }

    private static Waveform rounded(Waveform wave) {
        float[][] channels = new float[wave.channels().length][wave.length()];
        for (int c = 0; c < channels.length; c++) {
            for (int n = 0; n < channels[c].length; n++) {
                double step = Math.rint(wave.channels()[c][n] * STEPS);
                channels[c][n] = (float) (Math.max(-STEPS, Math.min(STEPS - 1, step)) / STEPS);
            }
        }
        return new Waveform(channels, wave.sampleRate());
    }

    /** What it is, in words. */
    String shape() {
        return SongSignals.shape(signal, sampleRate);
    }
}
