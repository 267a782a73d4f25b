// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mir4j.core.metric.Golden.TOLERANCE;

import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.core.metric.Ranking.PrecisionRecallCurve;
import org.mir4j.core.metric.Ranking.RocCurve;
import org.mir4j.core.metric.TaggingReport.TagReport;

class TaggingReportTest {

    static Stream<Golden> goldens() {
        return Golden.cases("tagging-multilabel");
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void everyTagIsScoredAsByScikitLearn(Golden golden) {
        TaggingReport report = TaggingReport.evaluate(golden.table(), Bootstrap.none());
        List<TagReport> tags = report.tags();
        assertArrayEquals(golden.numbers("roc_auc"), values(tags, TagReport::rocAuc), TOLERANCE);
        assertArrayEquals(golden.numbers("average_precision"), values(tags, TagReport::averagePrecision), TOLERANCE);
        assertArrayEquals(golden.numbers("best_threshold"), values(tags, TagReport::bestThreshold));
        for (int k = 0; k < tags.size(); k++) {
            assertEquals("label " + k, tags.get(k).tag());
            Golden.assertSame(golden.rows("at_half")[k], tags.get(k).atHalf());
            Golden.assertSame(golden.rows("at_best")[k], tags.get(k).atBest());
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void averagesOverTagsAreThoseOfScikitLearn(Golden golden) {
        TaggingReport report = TaggingReport.evaluate(golden.table(), Bootstrap.none());
        Golden macro = golden.part("macro");
        assertEquals(
                macro.number("roc_auc"),
                report.ranked(RankingMetric.ROC_AUC).macro().value(),
                TOLERANCE);
        assertEquals(
                macro.number("average_precision"),
                report.ranked(RankingMetric.AVERAGE_PRECISION).macro().value(),
                TOLERANCE);
        Golden.assertSame(macro.numbers("at_half"), report.atHalf().macro());
        Golden.assertSame(macro.numbers("at_best"), report.atBest().macro());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void averagesOverCellsAreThoseOfScikitLearn(Golden golden) {
        TaggingReport report = TaggingReport.evaluate(golden.table(), Bootstrap.none());
        Golden micro = golden.part("micro");
        assertEquals(
                micro.number("roc_auc"),
                report.ranked(RankingMetric.ROC_AUC).micro().value(),
                TOLERANCE);
        assertEquals(
                micro.number("average_precision"),
                report.ranked(RankingMetric.AVERAGE_PRECISION).micro().value(),
                TOLERANCE);
        assertEquals(micro.number("best_threshold"), report.microBestThreshold());
        Golden.assertSame(micro.numbers("at_half"), report.atHalf().micro());
        Golden.assertSame(micro.numbers("at_best"), report.atBest().micro());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void eachMetricByItselfIsThatOfTheReport(Golden golden) {
        ScoreTable table = golden.table();
        TaggingReport report = TaggingReport.evaluate(table, Bootstrap.none());
        assertArrayEquals(values(report.tags(), TagReport::rocAuc), RankingMetric.ROC_AUC.perTag(table));
        assertArrayEquals(
                values(report.tags(), TagReport::averagePrecision), RankingMetric.AVERAGE_PRECISION.perTag(table));
        assertEquals(report.ranked(RankingMetric.ROC_AUC).macro().value(), RankingMetric.ROC_AUC.macro(table));
        assertEquals(report.ranked(RankingMetric.ROC_AUC).micro().value(), RankingMetric.ROC_AUC.micro(table));
        assertEquals(
                report.ranked(RankingMetric.AVERAGE_PRECISION).macro().value(),
                RankingMetric.AVERAGE_PRECISION.macro(table));
        assertEquals(
                report.ranked(RankingMetric.AVERAGE_PRECISION).micro().value(),
                RankingMetric.AVERAGE_PRECISION.micro(table));
        double[] best = Ranking.ofTags(table).stream()
                .mapToDouble(Ranking::bestThreshold)
                .toArray();
        assertEquals(report.microBestThreshold(), Ranking.ofAll(table).bestThreshold());
        assertEquals(report.atHalf().macro(), PrecisionRecall.macro(table, 0.5));
        assertEquals(report.atBest().macro(), PrecisionRecall.macro(table, best));
        Golden.assertSame(golden.part("micro").numbers("at_best_of_tags"), PrecisionRecall.micro(table, best));
    }

    @Test
    void curvesOfATableLeaveUnknownCellsOut() {
        ScoreTable table = new ScoreTable.Builder(List.of("rock", "jazz"))
                .add("a", new double[] {0.75, 0.5}, Set.of("rock"))
                .add("b", new double[] {0.875, 0.25}, Set.of(), Set.of("rock"))
                .add("c", new double[] {0.125, 0.375}, Set.of("jazz"))
                .build();
        boolean[] rock = {true, false};
        double[] rockScores = {0.75, 0.125};
        assertSame(
                Ranking.of(rock, rockScores).rocCurve(), Ranking.ofTag(table, 0).rocCurve());
        assertSame(
                Ranking.of(rock, rockScores).precisionRecallCurve(),
                Ranking.ofTag(table, 0).precisionRecallCurve());
        boolean[] all = {true, false, false, false, true};
        double[] allScores = {0.75, 0.5, 0.25, 0.125, 0.375};
        assertSame(Ranking.of(all, allScores).rocCurve(), Ranking.ofAll(table).rocCurve());
        assertSame(
                Ranking.of(all, allScores).precisionRecallCurve(),
                Ranking.ofAll(table).precisionRecallCurve());
    }

    @Test
    void scoresOfAnySignAndSizeRankAsNumbers() {
        double[] scores = {
            -1e30, -1.5, -Double.MIN_VALUE, -0.0, 0, Double.MIN_VALUE, 1, Math.nextUp(1.0), Double.MAX_VALUE
        };
        boolean[] truth = {false, true, false, true, false, false, true, false, true};
        double[] same = new double[scores.length];
        ScoreTable.Builder table = new ScoreTable.Builder(List.of("rock"));
        for (int i = 0; i < scores.length; i++) {
            same[i] = scores[i];
            table.add("track " + i, new double[] {scores[i]}, truth[i] ? Set.of("rock") : Set.of());
        }
        assertSame(
                Ranking.of(truth, same).rocCurve(), Ranking.ofAll(table.build()).rocCurve());
        assertEquals(12.5 / 20, RankingMetric.ROC_AUC.micro(table.build()));
        assertEquals(-1.5, Ranking.ofAll(table.build()).bestThreshold());
    }

    private static void assertSame(RocCurve expected, RocCurve actual) {
        assertArrayEquals(expected.falsePositiveRates(), actual.falsePositiveRates());
        assertArrayEquals(expected.truePositiveRates(), actual.truePositiveRates());
        assertArrayEquals(expected.thresholds(), actual.thresholds());
    }

    private static void assertSame(PrecisionRecallCurve expected, PrecisionRecallCurve actual) {
        assertArrayEquals(expected.recalls(), actual.recalls());
        assertArrayEquals(expected.precisions(), actual.precisions());
        assertArrayEquals(expected.thresholds(), actual.thresholds());
    }

    @Test
    void aPerfectModelReachesOneInEverything() {
        ScoreTable table = new ScoreTable.Builder(List.of("rock", "jazz"))
                .add("a", new double[] {0.9, 0.2}, Set.of("rock"))
                .add("b", new double[] {0.1, 0.8}, Set.of("jazz"))
                .add("c", new double[] {0.7, 0.6}, Set.of("rock", "jazz"))
                .build();
        TaggingReport report = TaggingReport.evaluate(table, Bootstrap.standard());
        PrecisionRecall perfect = new PrecisionRecall(1, 1, 1);
        for (ConfidenceInterval each : List.of(
                report.ranked(RankingMetric.ROC_AUC).macro(),
                report.ranked(RankingMetric.ROC_AUC).micro(),
                report.ranked(RankingMetric.AVERAGE_PRECISION).macro(),
                report.ranked(RankingMetric.AVERAGE_PRECISION).micro())) {
            assertEquals(new ConfidenceInterval(1, 1, 1), each);
        }
        TaggingReport.Averages averages = new TaggingReport.Averages(perfect, perfect);
        assertEquals(averages, report.atHalf());
        assertEquals(averages, report.atBest());
        assertEquals(0.7, report.tags().get(0).bestThreshold());
        assertEquals(0.6, report.microBestThreshold());
    }

    @Test
    void tagsWithoutANumberAreCountedAndLeftOutOfTheMeans() {
        ScoreTable table = new ScoreTable.Builder(List.of("rock", "everywhere", "nowhere", "unknown"))
                .add("a", new double[] {0.1, 0.3, 0.1, 0.9}, Set.of("rock", "everywhere"), Set.of("unknown"))
                .add("b", new double[] {0.2, 0.4, 0.2, 0.9}, Set.of("everywhere"), Set.of("unknown"))
                .build();
        TaggingReport report = TaggingReport.evaluate(table, Bootstrap.none());
        assertEquals(3, report.undefinedRocAuc());
        assertEquals(2, report.undefinedAveragePrecision());
        assertEquals(0, report.ranked(RankingMetric.ROC_AUC).macro().value());
        assertEquals(
                (0.5 + 1) / 2,
                report.ranked(RankingMetric.AVERAGE_PRECISION).macro().value());
        assertEquals(2, report.tracks());
        TagReport unknown = report.tags().get(3);
        assertEquals(0, unknown.known());
        assertEquals(0, unknown.positives());
        assertEquals(2, report.tags().get(1).positives());
    }

    @Test
    void thereIsOneThresholdATag() {
        ScoreTable table = new ScoreTable.Builder(List.of("rock", "jazz"))
                .add("a", new double[2], Set.of())
                .build();
        for (double[] thresholds : new double[][] {{0.5}, {0.5, 0.5, 0.5}}) {
            Exception macro =
                    assertThrows(IllegalArgumentException.class, () -> PrecisionRecall.macro(table, thresholds));
            Exception micro =
                    assertThrows(IllegalArgumentException.class, () -> PrecisionRecall.micro(table, thresholds));
            assertTrue(macro.getMessage().contains("thresholds for 2 tags"), macro.getMessage());
            assertEquals(macro.getMessage(), micro.getMessage());
        }
    }

    private static double[] values(List<TagReport> tags, ToDoubleFunction<TagReport> value) {
        return tags.stream().mapToDouble(value).toArray();
    }
}
