// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Levels and saliency as a picture has them: a column a pixel, the mean of the frames that fall on it. The saliency is
 * smoothed in both directions: single numbers of it change their sign from one frame to the next, and only what a region
 * says together can be read.
 */
final class SaliencyColumns {

    /** The standard deviation of the smoothing, as a part of the width and of the bands. */
    private static final double ALONG_TIME = 0.006;

    private static final double ALONG_BANDS = 0.012;

    private final int bands;
    private final float[][] levels;
    private final float[][] saliency;

    /**
     * @param frames levels, then saliency, a row each; at least one
     * @param width how many pixels
     */
    SaliencyColumns(List<float[]> frames, int width) {
        bands = frames.get(0).length / 2;
        levels = new float[width][bands];
        saliency = new float[width][bands];
        for (int x = 0; x < width; x++) {
            int from = (int) ((long) x * frames.size() / width);
            int to = Math.max(from + 1, (int) ((long) (x + 1) * frames.size() / width));
            for (float[] frame : frames.subList(from, to)) {
                for (int band = 0; band < bands; band++) {
                    levels[x][band] += frame[band] / (to - from);
                    saliency[x][band] += frame[bands + band] / (to - from);
                }
            }
        }
        smooth(kernel(ALONG_TIME * width), kernel(ALONG_BANDS * bands));
    }

    /** A bell of an odd number of weights that sum to 1. */
    private static double[] kernel(double deviation) {
        int reach = (int) Math.ceil(3 * deviation);
        double[] bell = new double[2 * reach + 1];
        for (int i = 0; i < bell.length; i++) {
            bell[i] = reach == 0 ? 1 : Math.exp(-0.5 * Math.pow((i - reach) / deviation, 2));
        }
        double sum = Arrays.stream(bell).sum();
        return Arrays.stream(bell).map(weight -> weight / sum).toArray();
    }

    private void smooth(double[] alongTime, double[] alongBands) {
        for (int x = 0; x < saliency.length; x++) {
            saliency[x] = smoothed(saliency[x], alongBands);
        }
        for (int band = 0; band < bands; band++) {
            float[] line = new float[saliency.length];
            for (int x = 0; x < line.length; x++) {
                line[x] = saliency[x][band];
            }
            float[] smooth = smoothed(line, alongTime);
            for (int x = 0; x < line.length; x++) {
                saliency[x][band] = smooth[x];
            }
        }
    }

    /** Beyond its ends a line is nothing. */
    private static float[] smoothed(float[] line, double[] kernel) {
        float[] smooth = new float[line.length];
        int reach = kernel.length / 2;
        for (int i = 0; i < line.length; i++) {
            double sum = 0;
            for (int k = Math.max(-reach, -i); k <= Math.min(reach, line.length - 1 - i); k++) {
                sum += kernel[reach + k] * line[i + k];
            }
            smooth[i] = (float) sum;
        }
        return smooth;
    }

    int bands() {
        return bands;
    }

    double level(int x, int band) {
        return levels[x][band];
    }

    double saliency(int x, int band) {
        return saliency[x][band];
    }

    /** The lowest and the highest level that are shown: no more than a range. */
    double[] levels(double most) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float[] column : levels) {
            for (int band = 0; band < bands; band++) {
                low = Math.min(low, column[band]);
                high = Math.max(high, column[band]);
            }
        }
        low = Math.max(low, high - most);
        return new double[] {low, high > low ? high : low + 1};
    }

    /** The magnitude of saliency that such a part of all does not pass; never 0. */
    double quantile(double part) {
        double[] magnitudes = new double[saliency.length * bands];
        for (int i = 0; i < magnitudes.length; i++) {
            magnitudes[i] = Math.abs(saliency(i / bands, i % bands));
        }
        Arrays.sort(magnitudes);
        double magnitude = magnitudes[(int) (part * (magnitudes.length - 1))];
        double largest = magnitudes[magnitudes.length - 1];
        // where nearly all is 0, the few others are what there is to be seen
        return magnitude > 0 ? magnitude : Math.max(largest, Double.MIN_NORMAL);
    }

    /** One sum a column. */
    double[] sumsOverFrequency() {
        double[] sums = new double[saliency.length];
        for (int x = 0; x < sums.length; x++) {
            for (int band = 0; band < bands; band++) {
                sums[x] += saliency(x, band);
            }
        }
        return sums;
    }

    /** One sum a band. */
    double[] sumsOverTime() {
        double[] sums = new double[bands];
        for (int x = 0; x < saliency.length; x++) {
            for (int band = 0; band < bands; band++) {
                sums[band] += saliency(x, band);
            }
        }
        return sums;
    }

    /** Bars to both sides of a line, one for each number, which together are as wide as there is room. */
    static final class SignedBars {

        private final double[] values;
        private final double largest;
        private final double below;
        private final double above;
        private final double scale;

        /**
         * @param room in pixels
         */
        SignedBars(double[] values, int room) {
            this.values = values;
            largest = Math.max(
                    Double.MIN_NORMAL,
                    DoubleStream.of(values).map(Math::abs).max().orElse(0));
            below = reach(-1) / largest;
            above = reach(1) / largest;
            scale = room / Math.max(below + above, 1e-9);
        }

        private double reach(int sign) {
            return DoubleStream.of(values)
                    .map(value -> sign * value)
                    .filter(value -> value > 0)
                    .max()
                    .orElse(0);
        }

        /** The longest bar of a number below 0, in pixels. */
        int below() {
            return (int) Math.round(below * scale);
        }

        /** The longest bar of a number above 0, in pixels. */
        int above() {
            return (int) Math.round(above * scale);
        }

        /** How long a bar is, in pixels. */
        int length(int index) {
            return (int) Math.round(Math.abs(values[index]) / largest * scale);
        }

        Color colour(int index) {
            return values[index] < 0 ? SignedColours.AGAINST : SignedColours.FOR;
        }
    }
}
