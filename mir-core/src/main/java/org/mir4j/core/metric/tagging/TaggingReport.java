// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How well tags are scored that may hold together: every tag, and the numbers a paper would print.
 *
 * <p>The best thresholds are chosen on the tracks that are scored, so what is reached with them is optimistic: see
 * {@link BestThreshold}.
 *
 * @param tracks how many tracks there are
 * @param bootstrap how the intervals came about
 * @param tags one report a tag, in the table's order
 * @param macroRocAuc the mean of the tags' areas under the ROC
 * @param microRocAuc the area under the ROC of all known cells
 * @param macroAveragePrecision the mean of the tags' average precisions
 * @param microAveragePrecision the average precision of all known cells
 * @param atHalf with the threshold 0.5
 * @param atBest with the best thresholds: each tag's own in the macro averages, and in the micro averages
 *     {@code microBestThreshold} for all
 * @param microBestThreshold the one threshold of the highest micro F1, or NaN
 */
public record TaggingReport(
        int tracks,
        Bootstrap bootstrap,
        List<TagReport> tags,
        ConfidenceInterval macroRocAuc,
        ConfidenceInterval microRocAuc,
        ConfidenceInterval macroAveragePrecision,
        ConfidenceInterval microAveragePrecision,
        Averages atHalf,
        Averages atBest,
        double microBestThreshold) {

    /**
     * Precision, recall and F1 over all tags.
     *
     * @param macro the means over tags
     * @param micro of all known cells
     */
    public record Averages(PrecisionRecall macro, PrecisionRecall micro) {}

    /** Keeps its own list of tags. */
    public TaggingReport {
        tags = List.copyOf(tags);
    }

    /**
     * Scores everything. Takes about 20 bytes a cell, and with intervals, time in proportion to cells times resamples.
     *
     * @param table the scores and the truth
     * @param bootstrap how tracks are resampled for the intervals
     * @return the report
     */
    public static TaggingReport evaluate(ScoreTable table, Bootstrap bootstrap) {
        int tracks = table.tracks().size();
        List<Ranking> rankings = Ranking.ofTags(table);
        List<TagReport> tags = IntStream.range(0, rankings.size())
                .mapToObj(tag -> TagReport.of(table, tag, rankings.get(tag)))
                .toList();
        Ranking all = Ranking.ofAll(table);
        double best = BestThreshold.of(all);
        return new TaggingReport(
                tracks,
                bootstrap,
                tags,
                RocAuc.METRIC.macro(rankings, tracks, bootstrap),
                RocAuc.METRIC.micro(all, tracks, bootstrap),
                AveragePrecision.METRIC.macro(rankings, tracks, bootstrap),
                AveragePrecision.METRIC.micro(all, tracks, bootstrap),
                new Averages(
                        PrecisionRecall.macro(
                                tags.stream().map(TagReport::atHalf).toList()),
                        Detection.micro(table, 0.5)),
                new Averages(
                        PrecisionRecall.macro(
                                tags.stream().map(TagReport::atBest).toList()),
                        Detection.micro(table, best)),
                best);
    }

    /**
     * How many tags have no area under the ROC, and are left out of its macro average.
     *
     * @return the number of tags that hold on all of their known tracks, or on none
     */
    public long undefinedRocAuc() {
        return tags.stream().filter(tag -> Double.isNaN(tag.rocAuc())).count();
    }

    /**
     * How many tags have no average precision, and are left out of its macro average.
     *
     * @return the number of tags that hold on none of their known tracks
     */
    public long undefinedAveragePrecision() {
        return tags.stream().filter(tag -> Double.isNaN(tag.averagePrecision())).count();
    }
}
