// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Confidence intervals by the percentile method, without the bias of the resamples (Efron and Tibshirani, An
 * Introduction to the Bootstrap, 1993, ch. 13 and 10).
 *
 * <p>Conventions:
 *
 * <ul>
 *   <li>a resample draws as many tracks as there are, with replacement; a track brings all of its cells;
 *   <li>a track that is drawn twice makes some metrics look better, average precision above all: how far the mean of the
 *       resampled values lies from the metric is that bias, and the interval is moved back by it;
 *   <li>the interval goes from one quantile of the resampled values to the other, linear between neighbours as numpy's
 *       {@code percentile};
 *   <li>resamples in which the metric is undefined are left out; a metric that is undefined on the tracks themselves has
 *       no interval;
 *   <li>a seed fixes the resamples: the same input has the same interval on every machine, and two models that are
 *       scored on the same tracks meet the same resamples.
 * </ul>
 *
 * @param resamples how many times the tracks are drawn anew; 0 for no interval
 * @param confidence the share of resampled values inside the interval, between 0 and 1
 * @param seed of the random numbers
 */
public record Bootstrap(int resamples, double confidence, long seed) {

    /** Refuses settings that make no interval. */
    public Bootstrap {
        if (resamples < 0) {
            throw new IllegalArgumentException("tracks are resampled 0 times or more, got " + resamples);
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("a confidence lies between 0 and 1, got " + confidence);
        }
    }

    /**
     * Intervals of 95 %, from 1000 resamples.
     *
     * @return the settings
     */
    public static Bootstrap standard() {
        return new Bootstrap(1000, 0.95, 0);
    }

    /**
     * No intervals.
     *
     * @return the settings
     */
    public static Bootstrap none() {
        return new Bootstrap(0, 0.95, 0);
    }

    /**
     * A metric and its interval.
     *
     * @param tracks how many tracks there are
     * @param metric the metric when every track counts as many times as the array says, or NaN where it is undefined;
     *     the array, one number per track, must not be kept
     * @return the metric with every track counted once, and its interval
     */
    public ConfidenceInterval interval(int tracks, ToDoubleFunction<int[]> metric) {
        double value = metric.applyAsDouble(once(tracks));
        if (Double.isNaN(value)) {
            return new ConfidenceInterval(value, Double.NaN, Double.NaN);
        }
        double[] defined = DoubleStream.of(resampled(tracks, metric))
                .filter(each -> !Double.isNaN(each))
                .toArray();
        double tail = (1 - confidence) / 2;
        double bias = Arrays.stream(defined).average().orElse(value) - value;
        return new ConfidenceInterval(value, quantile(defined, tail) - bias, quantile(defined, 1 - tail) - bias);
    }

    /**
     * A metric that is a share, and its interval, which does not leave the numbers from 0 to 1.
     *
     * @param tracks how many tracks there are
     * @param metric as for {@link #interval}, in [0, 1]
     * @return the metric with every track counted once, and its interval
     */
    ConfidenceInterval share(int tracks, ToDoubleFunction<int[]> metric) {
        ConfidenceInterval whole = interval(tracks, metric);
        return new ConfidenceInterval(whole.value(), Math.max(0, whole.low()), Math.min(1, whole.high()));
    }

    /** Every track counted once. */
    static int[] once(int tracks) {
        int[] counts = new int[tracks];
        Arrays.fill(counts, 1);
        return counts;
    }

    private double[] resampled(int tracks, ToDoubleFunction<int[]> metric) {
        Random random = new Random(seed); // its numbers are specified, unlike those of the faster generators
        double[] values = new double[resamples];
        int[] counts = new int[tracks];
        for (int resample = 0; resample < resamples; resample++) {
            Arrays.fill(counts, 0);
            for (int drawn = 0; drawn < tracks; drawn++) {
                counts[random.nextInt(tracks)]++;
            }
            values[resample] = metric.applyAsDouble(counts);
        }
        return values;
    }

    /** Linear between neighbours: numpy's way is the seventh of Hyndman and Fan. */
    private static double quantile(double[] values, double share) {
        return values.length == 0
                ? Double.NaN
                : new Percentile().withEstimationType(EstimationType.R_7).evaluate(values, 100 * share);
    }
}
