// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

/**
 * How a stream is looked at.
 *
 * @param blockSize samples per block, even; the lowest pitch that can be found is {@code 2 sampleRate / blockSize}
 * @param hop samples from one block to the next, at most a block; onsets are told to about this
 * @param onsetThreshold how far a change stands out before it counts as an onset: 0.3 finds soft ones, 0.8 only clear
 *     ones
 * @param silenceDb the level in dB below which there is neither pitch nor onset; negative
 */
public record StreamSettings(int blockSize, int hop, double onsetThreshold, double silenceDb) {

    private static final int SMALLEST_BLOCK = 64;

    /** Refuses blocks and hops that do not fit together. */
    public StreamSettings {
        if (blockSize < SMALLEST_BLOCK || blockSize % 2 != 0) {
            throw new IllegalArgumentException(
                    "a block has an even number of at least " + SMALLEST_BLOCK + " samples, got " + blockSize);
        }
        if (hop < 1 || hop > blockSize) {
            throw new IllegalArgumentException(
                    "a hop is 1 to " + blockSize + " samples (the size of a block), got " + hop);
        }
        if (!(onsetThreshold >= 0)) {
            throw new IllegalArgumentException("an onset threshold is at least 0, got " + onsetThreshold);
        }
        if (!(silenceDb < 0)) {
            throw new IllegalArgumentException("silence lies below full scale (0 dB), got " + silenceDb + " dB");
        }
    }

    /**
     * Blocks of 2048 samples every 512, for sample rates around 44.1 kHz.
     *
     * @return the settings
     */
    public static StreamSettings usual() {
        return new StreamSettings(2048, 512, 0.3, -60);
    }
}
