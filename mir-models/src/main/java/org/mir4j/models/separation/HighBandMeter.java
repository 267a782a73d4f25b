// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.util.Arrays;

/**
 * How the highest frequencies of a song are shared between its stems: by the energy of each stem's second difference,
 * which grows with the fourth power of the frequency.
 */
final class HighBandMeter {

    private final int stems;
    private final int channels;
    private final int hop;
    private final float[][] last; // by row, the two samples before the next
    private final double[] energy; // by row, of the frame that is not complete yet
    private int filled;

    /**
     * @param stems how many there are
     * @param channels of each
     * @param hop samples per frame
     */
    HighBandMeter(int stems, int channels, int hop) {
        this.stems = stems;
        this.channels = channels;
        this.hop = hop;
        last = new float[stems * channels][2];
        energy = new double[stems * channels];
    }

    /**
     * The shares of the next samples.
     *
     * @param rows by stem and channel; rows after these do not count
     * @param end whether nothing follows, so that a part of a frame is one too
     * @return by stem, by channel, by frame that is complete: from 0 to 1
     */
    float[][][] shares(float[][] rows, boolean end) {
        int length = rows[0].length;
        boolean part = end && (filled + length) % hop != 0;
        int frames = (filled + length) / hop + (part ? 1 : 0);
        float[][][] shares = new float[stems][channels][frames];
        int frame = 0;
        for (int from = 0; from < length; ) {
            int to = Math.min(length, from + hop - filled);
            for (int row = 0; row < energy.length; row++) {
                energy[row] += energy(rows[row], last[row], from, to);
            }
            filled += to - from;
            from = to;
            if (filled == hop || end && to == length) {
                put(shares, frame++);
            }
        }
        return shares;
    }

    private static double energy(float[] row, float[] last, int from, int to) {
        double energy = 0;
        for (int n = from; n < to; n++) {
            double difference = row[n] - 2.0 * last[1] + last[0];
            energy += difference * difference;
            last[0] = last[1];
            last[1] = row[n];
        }
        return energy;
    }

    private void put(float[][][] shares, int frame) {
        for (int c = 0; c < channels; c++) {
            double all = 0;
            for (int stem = 0; stem < stems; stem++) {
                all += energy[stem * channels + c];
            }
            for (int stem = 0; stem < stems; stem++) {
                shares[stem][c][frame] = (float) (all > 0 ? energy[stem * channels + c] / all : 1.0 / stems);
            }
        }
        Arrays.fill(energy, 0);
        filled = 0;
    }
}
