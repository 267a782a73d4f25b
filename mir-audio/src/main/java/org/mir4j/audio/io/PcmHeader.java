// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.mir4j.core.error.AudioException;

/**
 * What the header of a WAVE or AIFF file says, held against the bytes that are there: FFmpeg takes the number of valid
 * bits for the size of a sample, and reads whatever follows.
 *
 * @param coding of a sample
 * @param sampleRate in Hz
 * @param channels how many channels, their samples side by side
 * @param at where the first sample stands
 * @param bytes how many bytes of samples there are, whole frames of all channels only
 * @param unread how many bytes follow that seem to be samples as well but are not declared; 0 where less than 0.05 s do
 */
record PcmHeader(PcmCoding coding, int sampleRate, int channels, long at, long bytes, long unread) {

    private static final int MOST_CHANNELS = 1024;

    /**
     * Less than this behind the samples, in seconds, is not spoken of. Recorders renew their headers every second or less
     * often, and what programs leave behind is mostly some kilobytes; onsets of music count as the same within as much.
     */
    private static final double SHORTEST_UNREAD = 0.05;

    /**
     * Reads the header of a file.
     *
     * @param file any file
     * @return what it says; empty if the file is of another kind, or its samples are compressed
     * @throws AudioException if fewer samples are there than it declares
     */
    static Optional<PcmHeader> of(Path file) {
        try (FileBytes bytes = new FileBytes(file)) {
            Optional<PcmHeader> header = WaveHeader.isOne(bytes)
                    ? new WaveHeader(file, bytes).read()
                    : AiffHeader.isOne(bytes) ? new AiffHeader(file, bytes).read() : Optional.empty();
            return header.filter(
                    found -> found.sampleRate > 0 && found.channels > 0 && found.channels <= MOST_CHANNELS);
        } catch (IOException e) {
            throw new AudioException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** The same with whole frames only. */
    static PcmHeader of(PcmCoding coding, int sampleRate, int channels, SampleBytes samples) {
        long frame = Math.max(1, (long) coding.bytes() * channels);
        long unread = samples.unread() < SHORTEST_UNREAD * frame * sampleRate ? 0 : samples.unread();
        return new PcmHeader(coding, sampleRate, channels, samples.at(), samples.count() / frame * frame, unread);
    }

    /** The bytes of one sample of every channel. */
    int frameBytes() {
        return coding.bytes() * channels;
    }

    /** How long the samples last, in seconds. */
    double seconds() {
        return (double) (bytes / frameBytes()) / sampleRate;
    }
}
