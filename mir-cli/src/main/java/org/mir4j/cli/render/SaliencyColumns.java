package org.mir4j.cli.render;

import java.util.Arrays;
import java.util.List;

/** Levels and saliency as a picture has them: a column a pixel, the mean of the frames that fall on it. */
final class SaliencyColumns {

    private final int bands;
    private final float[][] columns; // levels, then saliency

    /**
     * @param frames levels, then saliency, a row each; at least one
     * @param width how many pixels
     */
    SaliencyColumns(List<float[]> frames, int width) {
        bands = frames.get(0).length / 2;
        columns = new float[width][2 * bands];
        for (int x = 0; x < width; x++) {
            int from = (int) ((long) x * frames.size() / width);
            int to = Math.max(from + 1, (int) ((long) (x + 1) * frames.size() / width));
            for (float[] frame : frames.subList(from, to)) {
                for (int k = 0; k < 2 * bands; k++) {
                    columns[x][k] += frame[k] / (to - from);
                }
            }
        }
    }

    int bands() {
        return bands;
    }

    double level(int x, int band) {
        return columns[x][band];
    }

    double saliency(int x, int band) {
        return columns[x][bands + band];
    }

    /** The lowest and the highest level that are shown: no more than a range. */
    double[] levels(double most) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float[] column : columns) {
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
        double[] magnitudes = new double[columns.length * bands];
        for (int i = 0; i < magnitudes.length; i++) {
            magnitudes[i] = Math.abs(saliency(i / bands, i % bands));
        }
        Arrays.sort(magnitudes);
        double magnitude = magnitudes[(int) (part * (magnitudes.length - 1))];
        double largest = magnitudes[magnitudes.length - 1];
        return magnitude > 0 ? magnitude : Math.max(largest, Double.MIN_NORMAL);
    }

    /** One sum a column. */
    double[] sumsOverFrequency() {
        double[] sums = new double[columns.length];
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
        for (int x = 0; x < columns.length; x++) {
            for (int band = 0; band < bands; band++) {
                sums[band] += saliency(x, band);
            }
        }
        return sums;
    }
}
