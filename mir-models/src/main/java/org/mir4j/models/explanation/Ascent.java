// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import java.util.Arrays;
import java.util.function.Function;

/**
 * Gradient ascent on an input: the change of it that makes a number as large as can be (Erhan et al., "Visualizing
 * higher-layer features of a deep network", University of Montreal 2009; Simonyan et al., ICLR workshop 2014). After
 * every step the change decays (L2), and every few steps it is blurred (Yosinski et al., "Understanding neural networks
 * through deep visualization", ICML workshop 2015), so that what remains is what the number owes most to. The input stays
 * between the levels of silence and of full-scale noise.
 */
final class Ascent {

    /** The way, as parts of the distance from silence to full-scale noise. */
    private static final double STEP = 0.01;

    private static final int STEPS = 60;
    private static final double DECAY = 0.02;
    private static final int BLUR_EVERY = 6;

    /** A blur in either direction: a quarter of its neighbour, from either side. */
    private static final float BESIDE = 0.25f;

    private final float[][] start;
    private final float lowest;
    private final float highest;

    /** A value and its gradient, T x F. */
    record Slope(double value, float[][] gradient) {

        /** Whether there is no way up. */
        boolean isFlat() {
            return largest(gradient) == 0;
        }
    }

    /**
     * @param start where the ascent begins, T x F
     * @param lowest what no number of the input falls below
     * @param highest what none rises above
     */
    Ascent(float[][] start, float lowest, float highest) {
        this.start = start;
        this.lowest = lowest;
        this.highest = highest;
    }

    /** The change of the start that the ascent ends with, T x F. */
    float[][] climb(Function<float[][], Slope> slope) {
        float[][] change = new float[start.length][start[0].length];
        for (int step = 1; step <= STEPS; step++) {
            float[][] gradient = slope.apply(changed(change)).gradient();
            double steepest = largest(gradient);
            if (!(steepest > 0 && Double.isFinite(steepest))) {
                return change;
            }
            move(change, gradient, STEP * (highest - lowest) / steepest);
            if (step % BLUR_EVERY == 0 && step < STEPS) {
                change = blurred(change);
            }
        }
        return change;
    }

    /** The start with a change. */
    float[][] changed(float[][] change) {
        float[][] input = new float[start.length][];
        for (int frame = 0; frame < start.length; frame++) {
            input[frame] = start[frame].clone();
            for (int band = 0; band < input[frame].length; band++) {
                input[frame][band] += change[frame][band];
            }
        }
        return input;
    }

    private void move(float[][] change, float[][] gradient, double rate) {
        for (int frame = 0; frame < change.length; frame++) {
            for (int band = 0; band < change[frame].length; band++) {
                double moved = (1 - DECAY) * change[frame][band] + rate * gradient[frame][band];
                float from = start[frame][band];
                change[frame][band] = (float) Math.max(lowest - from, Math.min(highest - from, moved));
            }
        }
    }

    private static double largest(float[][] rows) {
        return Arrays.stream(rows).mapToDouble(Ascent::largest).max().orElse(0);
    }

    private static double largest(float[] row) {
        double largest = 0;
        for (float value : row) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static float[][] blurred(float[][] rows) {
        float[][] along = new float[rows.length][rows[0].length];
        float[][] both = new float[rows.length][rows[0].length];
        for (int t = 0; t < rows.length; t++) {
            float[] before = rows[Math.max(0, t - 1)];
            float[] after = rows[Math.min(rows.length - 1, t + 1)];
            for (int f = 0; f < before.length; f++) {
                along[t][f] = BESIDE * (before[f] + after[f]) + (1 - 2 * BESIDE) * rows[t][f];
            }
            for (int f = 0; f < before.length; f++) {
                float beside = along[t][Math.max(0, f - 1)] + along[t][Math.min(before.length - 1, f + 1)];
                both[t][f] = BESIDE * beside + (1 - 2 * BESIDE) * along[t][f];
            }
        }
        return both;
    }

    /** The frames in which something has changed, and some on either side, so that it stands in a picture. */
    static float[][] heard(float[][] change, int least) {
        double audible = 0.02 * largest(change);
        int first = 0;
        int last = change.length;
        while (first < last && largest(change[first]) <= audible) {
            first++;
        }
        while (last > first && largest(change[last - 1]) <= audible) {
            last--;
        }
        int length = Math.min(change.length, Math.max(least, (last - first) * 5 / 4));
        int from = Math.max(0, Math.min(change.length - length, (first + last - length) / 2));
        return Arrays.copyOfRange(change, from, from + length);
    }
}
