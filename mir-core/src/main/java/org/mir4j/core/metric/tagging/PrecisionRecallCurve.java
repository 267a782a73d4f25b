// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

import java.util.Arrays;

/**
 * Precision against recall, for drawing, as the threshold falls.
 *
 * <p>Conventions: the points are those of scikit-learn's {@code precision_recall_curve} in its reverse order, without
 * those between others of the same recall ({@code drop_intermediate}); the first is recall 0 and precision 1 at an
 * infinite threshold, the last recall 1 at the lowest score. A tag that holds nowhere has no curve: its arrays are
 * empty.
 *
 * @param recalls in [0, 1], rising
 * @param precisions in [0, 1]; one a point
 * @param thresholds falling; one a point
 */
public record PrecisionRecallCurve(double[] recalls, double[] precisions, double[] thresholds) {

    /**
     * Of one tag.
     *
     * @param truth whether the tag holds, one value an item
     * @param scores finite, one an item
     * @return the curve
     * @throws IllegalArgumentException if the arrays differ in length, or a score is not finite
     */
    public static PrecisionRecallCurve of(boolean[] truth, double[] scores) {
        return of(Ranking.of(truth, scores));
    }

    /**
     * Of one tag of a table, over the tracks on which it is known.
     *
     * @param table the scores and the truth
     * @param tag the tag's place, from 0
     * @return the curve
     */
    public static PrecisionRecallCurve ofTag(ScoreTable table, int tag) {
        return of(Ranking.ofTag(table, tag));
    }

    /**
     * Of all known cells, as if they were of one tag.
     *
     * @param table the scores and the truth
     * @return the curve
     */
    public static PrecisionRecallCurve micro(ScoreTable table) {
        return of(Ranking.ofAll(table));
    }

    private static PrecisionRecallCurve of(Ranking ranking) {
        if (ranking.positives() == 0) {
            return new PrecisionRecallCurve(new double[0], new double[0], new double[0]);
        }
        Levels all = Levels.of(ranking);
        long[] found = all.hits();
        Levels levels = all.keep(i -> found[i] != found[i - 1] || found[i] != found[i + 1]);
        long[] hits = levels.hits();
        double[] recalls = new double[hits.length + 1];
        double[] precisions = new double[hits.length + 1];
        double[] thresholds = new double[hits.length + 1];
        precisions[0] = 1;
        thresholds[0] = Double.POSITIVE_INFINITY;
        Arrays.setAll(recalls, i -> i == 0 ? 0 : (double) hits[i - 1] / ranking.positives());
        for (int i = 0; i < hits.length; i++) {
            precisions[i + 1] = (double) hits[i] / (hits[i] + levels.falseAlarms()[i]);
            thresholds[i + 1] = levels.scores()[i];
        }
        return new PrecisionRecallCurve(recalls, precisions, thresholds);
    }
}
