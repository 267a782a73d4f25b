// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.bench;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioTags;
import org.mir4j.audio.io.AudioWriter;
import org.mir4j.core.audio.Waveform;

/**
 * A song to measure with, the same for the same seed: chords that die away, a voice with vibrato, and a burst of noise
 * on every beat. Peaks stay below 1. It can be continued for as long as is needed.
 *
 * <p>{@code java -cp "mir-cli/target/mir/*" GeneratedSong.java SECONDS FILE} writes one as stereo WAV of 16 bits at 44.1
 * kHz.
 */
final class GeneratedSong {

    private static final double BEAT_SECONDS = 0.5;
    private static final double[][] CHORDS = {
        {220.0, 261.6, 329.6}, {174.6, 220.0, 261.6}, {261.6, 329.6, 392.0}, {196.0, 246.9, 293.7}
    };
    private static final double[] MELODY = {440.0, 523.3, 493.9, 392.0, 349.2, 392.0, 440.0, 329.6};
    private static final double CHORD_LEVEL = 0.12;
    private static final double VOICE_LEVEL = 0.25;
    private static final double NOISE_LEVEL = 0.3;

    private final int sampleRate;
    private final int channels;
    private final SplittableRandom random;
    private long position;

    /**
     * @param sampleRate in Hz
     * @param channels at least one
     * @param seed of the noise and the melody
     */
    GeneratedSong(int sampleRate, int channels, long seed) {
        this.sampleRate = sampleRate;
        this.channels = channels;
        random = new SplittableRandom(seed);
        position = Math.floorMod(seed, MELODY.length) * Math.round(BEAT_SECONDS * sampleRate);
    }

    /**
     * The next samples.
     *
     * @param seconds how many
     * @return the samples
     */
    Waveform next(double seconds) {
        float[][] rows = new float[channels][(int) Math.round(seconds * sampleRate)];
        for (int n = 0; n < rows[0].length; n++, position++) {
            double time = (double) position / sampleRate;
            int beat = (int) (time / BEAT_SECONDS);
            double sinceBeat = time - beat * BEAT_SECONDS;
            double voice = VOICE_LEVEL
                    * Math.sin(
                            2 * Math.PI * MELODY[beat % MELODY.length] * time + 3 * Math.sin(2 * Math.PI * 5 * time));
            for (int c = 0; c < channels; c++) {
                double noise = NOISE_LEVEL * Math.exp(-30 * sinceBeat) * random.nextDouble(-1, 1);
                rows[c][n] = (float) (voice + noise + chord(beat, time, sinceBeat, c));
            }
        }
        return new Waveform(rows, sampleRate);
    }

    /** Every note stands elsewhere between the channels. */
    private static double chord(int beat, double time, double sinceBeat, int channel) {
        double sum = 0;
        double[] notes = CHORDS[beat / 4 % CHORDS.length];
        for (int note = 0; note < notes.length; note++) {
            double level = (note + channel) % 2 == 0 ? 1 : 0.6;
            sum += level * Math.sin(2 * Math.PI * notes[note] * time);
        }
        return CHORD_LEVEL * Math.exp(-2 * sinceBeat) * sum;
    }

    /**
     * Writes a song.
     *
     * @param arguments how many seconds, and the file
     */
    public static void main(String[] arguments) {
        double seconds = Double.parseDouble(arguments[0]);
        GeneratedSong song = new GeneratedSong(44100, 2, 0);
        try (AudioWriter writer =
                new AudioWriter(Path.of(arguments[1]), AudioFormat.WAV_16, 44100, 2, AudioTags.none())) {
            for (double left = seconds; left > 0; left--) {
                writer.write(song.next(Math.min(1, left)));
            }
        }
    }
}
