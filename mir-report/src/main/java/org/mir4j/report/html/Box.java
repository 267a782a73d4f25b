// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.html;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How values are spread (Tukey, Exploratory Data Analysis, 1977). Quartiles lie between neighbours in a straight line, as
 * numpy's {@code percentile} has them.
 *
 * @param count how many values there are
 * @param lowWhisker the lowest value no more than 1.5 times the height of the box below it
 * @param lowQuartile where the box begins
 * @param median the value in the middle
 * @param highQuartile where the box ends
 * @param highWhisker the highest value no more than 1.5 times the height of the box above it
 * @param outliers the values beyond the whiskers, rising
 */
record Box(
        int count,
        double lowWhisker,
        double lowQuartile,
        double median,
        double highQuartile,
        double highWhisker,
        List<Double> outliers) {

    private static final double REACH = 1.5;
    private static final double LOW = 0.25;
    private static final double HALF = 0.5;
    private static final double HIGH = 0.75;

    /**
     * Measures.
     *
     * @param values of which those that are not finite are left out
     * @return the box; with a count of 0 and NaN everywhere if nothing is left
     */
    static Box of(DoubleStream values) {
        double[] sorted = values.filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return new Box(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, List.of());
        }
        double low = quantile(sorted, LOW);
        double high = quantile(sorted, HIGH);
        double reach = REACH * (high - low);
        double[] within = Arrays.stream(sorted)
                .filter(value -> value >= low - reach && value <= high + reach)
                .toArray();
        return new Box(
                sorted.length,
                Math.min(low, within[0]),
                low,
                quantile(sorted, HALF),
                high,
                Math.max(high, within[within.length - 1]),
                Arrays.stream(sorted)
                        .filter(value -> value < low - reach || value > high + reach)
                        .boxed()
                        .toList());
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
