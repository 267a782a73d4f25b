// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

/**
 * How well one tag is scored.
 *
 * @param tag the tag's name
 * @param positives on how many tracks it holds
 * @param known of how many tracks it is known whether it holds
 * @param rocAuc the area under the ROC, or NaN: see {@link RocAuc}
 * @param averagePrecision PR-AUC, or NaN: see {@link AveragePrecision}
 * @param bestThreshold the threshold of the highest F1 on these tracks, or NaN: see {@link BestThreshold}
 * @param atBest precision, recall and F1 at that threshold
 * @param atHalf precision, recall and F1 at the threshold 0.5
 */
public record TagReport(
        String tag,
        int positives,
        int known,
        double rocAuc,
        double averagePrecision,
        double bestThreshold,
        PrecisionRecall atBest,
        PrecisionRecall atHalf) {

    static TagReport of(ScoreTable table, int tag, Ranking ranking) {
        int tracks = table.tracks().size();
        double best = BestThreshold.of(ranking);
        return new TagReport(
                table.tags().get(tag),
                table.positives(tag),
                table.known(tag),
                RocAuc.METRIC.once(ranking, tracks),
                AveragePrecision.METRIC.once(ranking, tracks),
                best,
                Detection.ofTag(table, tag, best),
                Detection.ofTag(table, tag, 0.5));
    }
}
