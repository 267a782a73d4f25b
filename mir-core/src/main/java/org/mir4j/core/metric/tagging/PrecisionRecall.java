// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Precision, recall and F1, the harmonic mean of the two.
 *
 * <p>Conventions:
 *
 * <ul>
 *   <li>a tag that holds somewhere and is predicted nowhere has precision 0;
 *   <li>a tag that holds nowhere has no recall (NaN), and if it is predicted nowhere either, nothing is defined;
 *   <li>F1 is {@code 2 TP / (2 TP + FP + FN)}, so it is 0 for a tag that is only predicted or only holds;
 *   <li>a macro average is the mean over the tags where the number is defined, each of the three by itself: macro F1 is
 *       the mean of F1s, as in scikit-learn, not the F1 of macro precision and recall.
 * </ul>
 *
 * <p>These are scikit-learn's numbers, with {@code zero_division} NaN for what is undefined. Its defaults say 0 there,
 * which differs for tags that hold nowhere.
 *
 * @param precision the share of predictions that are true, in [0, 1], or NaN
 * @param recall the share of what holds that was predicted, in [0, 1], or NaN
 * @param f1 in [0, 1], or NaN
 */
public record PrecisionRecall(double precision, double recall, double f1) {

    /**
     * @param hits how often a tag holds and is predicted
     * @param predicted how often it is predicted
     * @param positives how often it holds
     */
    static PrecisionRecall of(long hits, long predicted, long positives) {
        double precision = predicted == 0 && positives > 0 ? 0 : (double) hits / predicted;
        return new PrecisionRecall(precision, (double) hits / positives, 2.0 * hits / (predicted + positives));
    }

    static PrecisionRecall macro(List<PrecisionRecall> tags) {
        return new PrecisionRecall(
                mean(tags, PrecisionRecall::precision),
                mean(tags, PrecisionRecall::recall),
                mean(tags, PrecisionRecall::f1));
    }

    private static double mean(List<PrecisionRecall> tags, ToDoubleFunction<PrecisionRecall> part) {
        return RankingMetric.mean(tags.stream().mapToDouble(part));
    }
}
