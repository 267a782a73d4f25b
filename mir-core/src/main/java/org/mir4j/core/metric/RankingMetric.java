// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How well scores rank the items on which a tag holds before those on which it does not.
 *
 * <p>Conventions of all: items of equal score are one threshold, whose order does not matter; unknown cells are left out;
 * a tag for which the metric is not defined is NaN, and left out of the macro average.
 */
public enum RankingMetric {
    /**
     * The area under the receiver operating characteristic (ROC): how likely a positive is scored higher than a
     * negative.
     *
     * <ul>
     *   <li>A pair of equal scores counts half, which is the trapezoidal area of scikit-learn's {@code roc_auc_score}
     *       (Mann and Whitney's U over the number of pairs).
     *   <li>A tag that holds on all of its known tracks, or on none, has no area (scikit-learn would make the macro
     *       average NaN).
     * </ul>
     */
    ROC_AUC("roc_auc", "ROC-AUC") {
        /** Counts the pairs twice, so that ties are whole and the sums exact. */
        @Override
        double of(Ranking ranking, int[] counts) {
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
    },
    /**
     * Average precision, also called PR-AUC: the precision at each threshold, weighted by the recall gained there.
     *
     * <ul>
     *   <li>It is the sum over thresholds of {@code (recall[n] - recall[n - 1]) * precision[n]}, a step function without
     *       interpolation, as scikit-learn's {@code average_precision_score}.
     *   <li>A tag that holds on none of its known tracks has no average precision. scikit-learn says 0 and averages it
     *       in.
     *   <li>A tag that holds on all of them has 1, whatever the scores.
     * </ul>
     */
    AVERAGE_PRECISION("pr_auc", "PR-AUC") {
        @Override
        double of(Ranking ranking, int[] counts) {
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
    };

    private final String key;
    private final String title;

    RankingMetric(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /**
     * Its name in files.
     *
     * @return in lower case, with underscores
     */
    public String key() {
        return key;
    }

    /**
     * Its name for people.
     *
     * @return as it is written in papers
     */
    public String title() {
        return title;
    }

    /**
     * @param ranking the cells, highest score first
     * @param counts how many times each track counts
     * @return the metric, or NaN where it is not defined
     */
    abstract double of(Ranking ranking, int[] counts);

    /**
     * The metric of a ranking. Several metrics of the same scores can share one.
     *
     * @param ranking the items, highest score first
     * @return in [0, 1], or NaN where it is not defined
     */
    public double of(Ranking ranking) {
        return of(ranking, Bootstrap.once(ranking.tracks()));
    }

    /**
     * The metric of one tag.
     *
     * @param truth whether the tag holds, one value per item
     * @param scores finite, one per item; equal scores are one threshold
     * @return in [0, 1], or NaN where it is not defined
     * @throws IllegalArgumentException if the arrays differ in length, or a score is not finite
     */
    public double of(boolean[] truth, double[] scores) {
        return of(Ranking.of(truth, scores));
    }

    /**
     * The metric of every tag, over the tracks on which it is known.
     *
     * @param table the scores and the truth
     * @return one value in [0, 1] or NaN per tag, in the table's order
     */
    public double[] perTag(ScoreTable table) {
        return Ranking.ofTags(table).stream().mapToDouble(this::of).toArray();
    }

    /**
     * The mean over the tags for which it is defined.
     *
     * @param table the scores and the truth
     * @return in [0, 1], or NaN if it is defined for none
     */
    public double macro(ScoreTable table) {
        return macro(table, Bootstrap.none()).value();
    }

    /**
     * The mean over the tags for which it is defined, with its interval.
     *
     * @param table the scores and the truth
     * @param bootstrap how tracks are resampled
     * @return in [0, 1], or NaN if it is defined for none
     */
    public ConfidenceInterval macro(ScoreTable table, Bootstrap bootstrap) {
        return macro(Ranking.ofTags(table), bootstrap);
    }

    ConfidenceInterval macro(List<Ranking> tags, Bootstrap bootstrap) {
        return bootstrap.share(
                tags.get(0).tracks(), counts -> mean(tags.stream().mapToDouble(tag -> of(tag, counts))));
    }

    /**
     * Over all known cells, as if they were of one tag.
     *
     * @param table the scores and the truth
     * @return in [0, 1], or NaN where it is not defined
     */
    public double micro(ScoreTable table) {
        return micro(table, Bootstrap.none()).value();
    }

    /**
     * Over all known cells, as if they were of one tag, with its interval.
     *
     * @param table the scores and the truth
     * @param bootstrap how tracks are resampled, each with all its cells
     * @return in [0, 1], or NaN where it is not defined
     */
    public ConfidenceInterval micro(ScoreTable table, Bootstrap bootstrap) {
        return micro(Ranking.ofAll(table), bootstrap);
    }

    ConfidenceInterval micro(Ranking all, Bootstrap bootstrap) {
        return bootstrap.share(all.tracks(), counts -> of(all, counts));
    }

    /** The mean of what is defined; NaN if nothing is. */
    static double mean(DoubleStream values) {
        double[] defined = values.filter(value -> !Double.isNaN(value)).toArray();
        return Arrays.stream(defined).sum() / defined.length;
    }
}
