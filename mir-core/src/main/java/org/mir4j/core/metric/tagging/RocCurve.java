// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

import java.util.Arrays;

/**
 * The receiver operating characteristic, for drawing: what share of negatives is predicted along with what share of
 * positives, as the threshold falls.
 *
 * <p>Conventions: the points are those of scikit-learn's {@code roc_curve}, without those between others on a straight
 * line; the first is (0, 0) at an infinite threshold, the last (1, 1) at the lowest score. A tag that holds everywhere
 * or nowhere has no curve: its arrays are empty.
 *
 * @param falsePositiveRates in [0, 1], rising
 * @param truePositiveRates in [0, 1], rising; one a point
 * @param thresholds falling; one a point
 */
public record RocCurve(double[] falsePositiveRates, double[] truePositiveRates, double[] thresholds) {

    /**
     * Of one tag.
     *
     * @param truth whether the tag holds, one value an item
     * @param scores finite, one an item
     * @return the curve
     * @throws IllegalArgumentException if the arrays differ in length, or a score is not finite
     */
    public static RocCurve of(boolean[] truth, double[] scores) {
        return of(Ranking.of(truth, scores));
    }

    /**
     * Of one tag of a table, over the tracks on which it is known.
     *
     * @param table the scores and the truth
     * @param tag the tag's place, from 0
     * @return the curve
     */
    public static RocCurve ofTag(ScoreTable table, int tag) {
        return of(Ranking.ofTag(table, tag));
    }

    /**
     * Of all known cells, as if they were of one tag.
     *
     * @param table the scores and the truth
     * @return the curve
     */
    public static RocCurve micro(ScoreTable table) {
        return of(Ranking.ofAll(table));
    }

    private static RocCurve of(Ranking ranking) {
        if (ranking.positives() == 0 || ranking.positives() == ranking.size()) {
            return new RocCurve(new double[0], new double[0], new double[0]);
        }
        Levels all = Levels.of(ranking);
        Levels levels = all.keep(i -> bends(all.hits(), i) || bends(all.falseAlarms(), i));
        double[] thresholds = new double[levels.size() + 1];
        thresholds[0] = Double.POSITIVE_INFINITY;
        System.arraycopy(levels.scores(), 0, thresholds, 1, levels.size());
        return new RocCurve(rates(levels.falseAlarms()), rates(levels.hits()), thresholds);
    }

    private static boolean bends(long[] counts, int i) {
        return counts[i + 1] - counts[i] != counts[i] - counts[i - 1];
    }

    private static double[] rates(long[] counts) {
        double[] rates = new double[counts.length + 1];
        Arrays.setAll(rates, i -> i == 0 ? 0 : (double) counts[i - 1] / counts[counts.length - 1]);
        return rates;
    }
}
