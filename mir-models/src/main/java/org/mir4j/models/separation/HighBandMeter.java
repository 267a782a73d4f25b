// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.util.Arrays;
import org.mir4j.models.separation.BlockSeparation.Separated;
import org.mir4j.models.separation.SeparationStream.SampleQueue;

/**
 * How the highest frequencies of a song are shared between its stems: by the energy of each stem's second difference,
 * which grows with the fourth power of the frequency.
 *
 * <p>Samples wait until the shares of the frame after them are known too, so that shares change from frame to frame
 * wherever the samples came in parts.
 */
final class HighBandMeter {

    /** Samples per frame. */
    static final int HOP = 1024;

    private final int stems;
    private final int channels;
    private final float[][] last; // by row, the two samples before the next
    private final double[] energy; // by row, of the frame that is not complete yet
    private int filled;
    private final SampleQueue waiting; // from a frame's first sample on
    private int framesWaiting; // complete ones

    /**
     * @param stems how many there are
     * @param channels of each
     */
    HighBandMeter(int stems, int channels) {
        this.stems = stems;
        this.channels = channels;
        last = new float[stems * channels][2];
        energy = new double[stems * channels];
        waiting = new SampleQueue((stems + 1) * channels, 0);
    }

    /**
     * Takes the next samples.
     *
     * @param rows by stem and channel, and last those of the mixture
     * @return the samples that are ready, maybe none, and the shares of the frames that are complete
     */
    Separated take(float[][] rows) {
        waiting.append(rows);
        float[][][] shares = shares(rows);
        framesWaiting += shares[0][0].length;
        int ready = Math.max(0, framesWaiting - 1);
        framesWaiting -= ready;
        return new Separated(waiting.take(ready * HOP), shares);
    }

    /**
     * Ends the song.
     *
     * @return the rest of the samples, and the share of a last frame that is not complete
     */
    Separated finish() {
        float[][][] shares = new float[stems][channels][filled > 0 ? 1 : 0];
        if (filled > 0) {
            put(shares, 0);
        }
        return new Separated(waiting.take(waiting.length()), shares);
    }

    private float[][][] shares(float[][] rows) {
        int length = rows[0].length;
        float[][][] shares = new float[stems][channels][(filled + length) / HOP];
        int frame = 0;
        for (int from = 0; from < length; ) {
            int to = Math.min(length, from + HOP - filled);
            for (int row = 0; row < energy.length; row++) {
                energy[row] += energy(rows[row], last[row], from, to);
            }
            filled += to - from;
            from = to;
            if (filled == HOP) {
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
