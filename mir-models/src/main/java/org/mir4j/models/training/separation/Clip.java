package org.mir4j.models.training.separation;

import java.nio.ShortBuffer;

/**
 * A stem of a song, in 16 bits outside of Java's heap.
 *
 * @param samples channel after channel
 * @param channels how many
 */
record Clip(ShortBuffer samples, int channels) {

    /** The steps of 16 bits from silence to full scale. */
    static final float STEPS = 1 << 15;

    /** Samples a channel. */
    int length() {
        return samples.limit() / channels;
    }

    /** One sample; silence before the first and after the last. */
    float at(int channel, int place) {
        return place < 0 || place >= length() ? 0 : samples.get(channel * length() + place) / STEPS;
    }

    /** Some samples of all channels, with silence after the last. */
    float[][] read(int from, int count) {
        float[][] rows = new float[channels][count];
        short[] row = new short[Math.max(0, Math.min(count, length() - from))];
        for (int c = 0; c < channels; c++) {
            samples.get(c * length() + from, row);
            for (int n = 0; n < row.length; n++) {
                rows[c][n] = row[n] / STEPS;
            }
        }
        return rows;
    }
}
