// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

/**
 * The area under the receiver operating characteristic (ROC): how likely a positive is scored higher than a negative.
 *
 * <p>Conventions:
 *
 * <ul>
 *   <li>a pair of equal scores counts half, which is the trapezoidal area of scikit-learn's {@code roc_auc_score} (Mann
 *       and Whitney's U over the number of pairs);
 *   <li>a tag that holds on all of its known tracks, or on none, has no area: it is NaN, and left out of the macro
 *       average (scikit-learn would make that average NaN);
 *   <li>unknown cells are left out.
 * </ul>
 */
public final class RocAuc {

    static final RankingMetric METRIC = RocAuc::area;

    private RocAuc() {}

    /**
     * The area of one tag.
     *
     * @param truth whether the tag holds, one value an item
     * @param scores finite, one an item; equal scores are one threshold
     * @return in [0, 1], or NaN if the tag holds everywhere or nowhere
     * @throws IllegalArgumentException if the arrays differ in length, or a score is not finite
     */
    public static double of(boolean[] truth, double[] scores) {
        return METRIC.once(Ranking.of(truth, scores), truth.length);
    }

    /**
     * The area of every tag, over the tracks on which it is known.
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
     * @return in [0, 1], or NaN if the tag holds everywhere or nowhere
     */
    public static double micro(ScoreTable table) {
        return micro(table, Bootstrap.none()).value();
    }

    /**
     * Over all known cells, as if they were of one tag, with its interval.
     *
     * @param table the scores and the truth
     * @param bootstrap how tracks are resampled, each with all its cells
     * @return in [0, 1], or NaN if the tag holds everywhere or nowhere
     */
    public static ConfidenceInterval micro(ScoreTable table, Bootstrap bootstrap) {
        return METRIC.micro(Ranking.ofAll(table), table.tracks().size(), bootstrap);
    }

    /** Counts the pairs twice, so that ties are whole and the sums exact. */
    private static double area(Ranking ranking, int[] counts) {
        long positives = 0;
        long negatives = 0;
        long won = 0;
        long levelPositives = 0;
        long levelCount = 0;
        for (int i = 0; i < ranking.size(); i++) {
            int count = counts[ranking.track(i)];
            levelPositives += count * ranking.positive(i);
            levelCount += count;
            if (ranking.endsLevel(i)) {
                long levelNegatives = levelCount - levelPositives;
                won += levelNegatives * (2 * positives + levelPositives);
                positives += levelPositives;
                negatives += levelNegatives;
                levelPositives = 0;
                levelCount = 0;
            }
        }
        return won / (2.0 * positives * negatives);
    }
}
