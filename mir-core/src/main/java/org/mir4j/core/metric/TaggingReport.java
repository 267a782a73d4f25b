// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How well tags are scored that may hold together: every tag, and the numbers a paper would print.
 *
 * <p>The best thresholds are chosen on the tracks that are scored, so what is reached with them is optimistic: see
 * {@link Ranking#bestThreshold}.
 *
 * @param tracks how many tracks there are
 * @param bootstrap how the intervals came about
 * @param tags one report per tag, in the table's order
 * @param ranking how well all tags are ranked, by every metric, in the order of the metrics
 * @param atHalf with the threshold 0.5
 * @param atBest with the best thresholds: each tag's own in the macro averages, and in the micro averages
 *     {@code microBestThreshold} for all
 * @param microBestThreshold the one threshold of the highest micro F1, or NaN
 */
public record TaggingReport(
        int tracks,
        Bootstrap bootstrap,
        List<TagReport> tags,
        Map<RankingMetric, Ranked> ranking,
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

    /**
     * One metric over all tags.
     *
     * @param macro the mean over the tags for which it is defined
     * @param micro of all known cells, as if they were of one tag
     */
    public record Ranked(ConfidenceInterval macro, ConfidenceInterval micro) {}

    /** Keeps its own list of tags, and its own map. */
    public TaggingReport {
        tags = List.copyOf(tags);
        ranking = Collections.unmodifiableMap(new EnumMap<>(ranking));
    }

    /**
     * Scores everything. Takes about 20 bytes per cell, and with intervals, time in proportion to cells times resamples.
     *
     * @param table the scores and the truth
     * @param bootstrap how tracks are resampled for the intervals
     * @return the report
     */
    public static TaggingReport evaluate(ScoreTable table, Bootstrap bootstrap) {
        List<Ranking> rankings = Ranking.ofTags(table);
        List<TagReport> tags = IntStream.range(0, rankings.size())
                .mapToObj(tag -> TagReport.of(table, tag, rankings.get(tag)))
                .toList();
        Ranking all = Ranking.ofAll(table);
        double best = all.bestThreshold();
        return new TaggingReport(
                table.tracks().size(),
                bootstrap,
                tags,
                ranked(rankings, all, bootstrap),
                new Averages(
                        PrecisionRecall.macro(
                                tags.stream().map(TagReport::atHalf).toList()),
                        PrecisionRecall.micro(table, 0.5)),
                new Averages(
                        PrecisionRecall.macro(
                                tags.stream().map(TagReport::atBest).toList()),
                        PrecisionRecall.micro(table, best)),
                best);
    }

    private static Map<RankingMetric, Ranked> ranked(List<Ranking> tags, Ranking all, Bootstrap bootstrap) {
        Map<RankingMetric, Ranked> ranked = new EnumMap<>(RankingMetric.class);
        for (RankingMetric metric : RankingMetric.values()) {
            ranked.put(metric, new Ranked(metric.macro(tags, bootstrap), metric.micro(all, bootstrap)));
        }
        return ranked;
    }

    /**
     * One metric over all tags.
     *
     * @param metric which
     * @return its means
     */
    public Ranked ranked(RankingMetric metric) {
        return ranking.get(metric);
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

    /**
     * How well one tag is scored.
     *
     * @param tag the tag's name
     * @param positives on how many tracks it holds
     * @param known of how many tracks it is known whether it holds
     * @param rocAuc the area under the ROC, or NaN: see {@link RankingMetric#ROC_AUC}
     * @param averagePrecision PR-AUC, or NaN: see {@link RankingMetric#AVERAGE_PRECISION}
     * @param bestThreshold the threshold of the highest F1 on these tracks, or NaN: see {@link Ranking#bestThreshold}
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
            double best = ranking.bestThreshold();
            return new TagReport(
                    table.tags().get(tag),
                    table.positives(tag),
                    table.known(tag),
                    RankingMetric.ROC_AUC.of(ranking),
                    RankingMetric.AVERAGE_PRECISION.of(ranking),
                    best,
                    PrecisionRecall.ofTag(table, tag, best),
                    PrecisionRecall.ofTag(table, tag, 0.5));
        }
    }
}
