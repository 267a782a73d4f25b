// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

/**
 * Average precision, also called PR-AUC: the precision at each threshold, weighted by the recall gained there.
 *
 * <p>Conventions:
 *
 * <ul>
 *   <li>it is the sum over thresholds of {@code (recall[n] - recall[n - 1]) * precision[n]}, a step function without
 *       interpolation, as scikit-learn's {@code average_precision_score}; equal scores are one threshold;
 *   <li>a tag that holds on none of its known tracks has no average precision: it is NaN, and left out of the macro
 *       average. scikit-learn says 0 and averages it in;
 *   <li>a tag that holds on all of them has 1, whatever the scores;
 *   <li>unknown cells are left out.
 * </ul>
 */
public final class AveragePrecision {

    static final RankingMetric METRIC = AveragePrecision::average;

    private AveragePrecision() {}

    /**
     * The average precision of one tag.
     *
     * @param truth whether the tag holds, one value an item
     * @param scores finite, one an item; equal scores are one threshold
     * @return in [0, 1], or NaN if the tag holds nowhere
     * @throws IllegalArgumentException if the arrays differ in length, or a score is not finite
     */
    public static double of(boolean[] truth, double[] scores) {
        return METRIC.once(Ranking.of(truth, scores), truth.length);
    }

    /**
     * The average precision of every tag, over the tracks on which it is known.
     *
     * @param table the scores and the truth
     * @return one value in [0, 1] or NaN a tag, in the table's order
     */
    public static double[] perTag(ScoreTable table) {
        return METRIC.perTag(Ranking.ofTags(table), table.tracks().size());
    }

    /**
     * The mean over the tags for which it is defined.
     *
     * @param table the scores and the truth
     * @return in [0, 1], or NaN if it is defined for none
     */
    public static double macro(ScoreTable table) {
        return macro(table, Bootstrap.none()).value();
    }

    /**
     * The mean over the tags for which it is defined, with its interval.
     *
     * @param table the scores and the truth
     * @param bootstrap how tracks are resampled
     * @return in [0, 1], or NaN if it is defined for none
     */
    public static ConfidenceInterval macro(ScoreTable table, Bootstrap bootstrap) {
        return METRIC.macro(Ranking.ofTags(table), table.tracks().size(), bootstrap);
    }

    /**
     * Over all known cells, as if they were of one tag.
     *
     * @param table the scores and the truth
     * @return in [0, 1], or NaN if the tag holds nowhere
     */
    public static double micro(ScoreTable table) {
        return micro(table, Bootstrap.none()).value();
    }

    /**
     * Over all known cells, as if they were of one tag, with its interval.
     *
     * @param table the scores and the truth
     * @param bootstrap how tracks are resampled, each with all its cells
     * @return in [0, 1], or NaN if the tag holds nowhere
     */
    public static ConfidenceInterval micro(ScoreTable table, Bootstrap bootstrap) {
        return METRIC.micro(Ranking.ofAll(table), table.tracks().size(), bootstrap);
    }

    private static double average(Ranking ranking, int[] counts) {
        long positives = 0;
        long retrieved = 0;
        double sum = 0;
        long levelPositives = 0;
        for (int i = 0; i < ranking.size(); i++) {
            int count = counts[ranking.track(i)];
            levelPositives += count * ranking.positive(i);
            retrieved += count;
            if (levelPositives > 0 && ranking.endsLevel(i)) {
                positives += levelPositives;
                sum += levelPositives * ((double) positives / retrieved);
                levelPositives = 0;
            }
        }
        return sum / positives;
    }
}
