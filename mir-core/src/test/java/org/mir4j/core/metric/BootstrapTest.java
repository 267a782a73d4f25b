// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.metric.ScoreTable.Truth;

class BootstrapTest {

    private static final int TRACKS = 30;
    private static final Bootstrap BOOTSTRAP = new Bootstrap(200, 0.9, 7);

    private final ScoreTable table = masked();

    static Stream<Golden> tables() {
        return Golden.cases("tagging-multilabel");
    }

    @Test
    void intervalsOfTagsAreThoseOfTablesWithTracksDrawnAnew() {
        TaggingReport report = TaggingReport.evaluate(table, BOOTSTRAP);
        assertClose(
                plain(RankingMetric.ROC_AUC::macro),
                report.ranked(RankingMetric.ROC_AUC).macro());
        assertClose(
                plain(RankingMetric.ROC_AUC::micro),
                report.ranked(RankingMetric.ROC_AUC).micro());
        assertClose(
                plain(RankingMetric.AVERAGE_PRECISION::macro),
                report.ranked(RankingMetric.AVERAGE_PRECISION).macro());
        assertClose(
                plain(RankingMetric.AVERAGE_PRECISION::micro),
                report.ranked(RankingMetric.AVERAGE_PRECISION).micro());
    }

    @Test
    void intervalsOfClassesAreThoseOfTablesWithTracksDrawnAnew() {
        ClassScores.Builder classes = new ClassScores.Builder(List.of("label 0", "label 1", "label 2"));
        Random random = new Random(3);
        for (int track = 0; track < TRACKS; track++) {
            classes.add("track " + track, randomScores(random), "label " + track % 3);
        }
        ClassificationReport report = ClassificationReport.evaluate(classes.build(), BOOTSTRAP, 2);
        ClassScores all = classes.build();
        assertClose(plain(all, drawn -> ConfusionMatrix.of(drawn).accuracy()), report.accuracy());
        assertClose(plain(all, drawn -> topK(drawn, 2)), report.topK().get(2));
        assertClose(plain(all, drawn -> ConfusionMatrix.of(drawn).macro().f1()), report.macroF1());
        assertClose(plain(all, drawn -> RankingMetric.ROC_AUC.macro(drawn.oneVersusRest())), report.macroRocAuc());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void theSameSeedHasTheSameInterval(Golden golden) {
        ScoreTable scores = golden.table();
        assertEquals(RankingMetric.ROC_AUC.macro(scores, BOOTSTRAP), RankingMetric.ROC_AUC.macro(scores, BOOTSTRAP));
    }

    @Test
    void anotherSeedHasAnother() {
        ConfidenceInterval one = RankingMetric.ROC_AUC.macro(table, BOOTSTRAP);
        ConfidenceInterval other = RankingMetric.ROC_AUC.macro(table, new Bootstrap(200, 0.9, 8));
        assertEquals(one.value(), other.value());
        assertNotEquals(one, other);
    }

    @Test
    void theIntervalLiesBetweenTheQuantilesOfTheResamplesMovedBackByTheirBias() {
        AtomicInteger call = new AtomicInteger();
        ConfidenceInterval counted = Bootstrap.standard().interval(1, counts -> call.getAndIncrement());
        assertEquals(0, counted.value());
        assertEquals(1 + 0.025 * 999 - 500.5, counted.low(), 1e-9);
        assertEquals(1 + 0.975 * 999 - 500.5, counted.high(), 1e-9);
    }

    @Test
    void everyResampleHasAsManyTracksAsThereAre() {
        BOOTSTRAP.interval(TRACKS, counts -> {
            assertEquals(TRACKS, counts.length);
            assertEquals(TRACKS, Arrays.stream(counts).sum());
            return 0;
        });
    }

    @Test
    void resamplesWithoutANumberAreLeftOut() {
        AtomicInteger call = new AtomicInteger();
        ConfidenceInterval odd = BOOTSTRAP.interval(1, counts -> call.getAndIncrement() % 2 == 1 ? Double.NaN : 5);
        assertEquals(new ConfidenceInterval(5, 5, 5), odd);
        call.set(0);
        ConfidenceInterval onlyOnce = BOOTSTRAP.interval(1, counts -> call.getAndIncrement() > 0 ? Double.NaN : 5);
        assertEquals(new ConfidenceInterval(5, Double.NaN, Double.NaN), onlyOnce);
    }

    @Test
    void averagePrecisionLiesInItsIntervalThoughTracksDrawnTwiceFlatterIt() {
        Random random = new Random(11);
        ScoreTable.Builder rare = new ScoreTable.Builder(List.of("rare"));
        for (int track = 0; track < 200; track++) {
            rare.add("track " + track, new double[] {random.nextDouble()}, track < 4 ? Set.of("rare") : Set.of());
        }
        ConfidenceInterval estimate = RankingMetric.AVERAGE_PRECISION.macro(rare.build(), Bootstrap.standard());
        assertTrue(estimate.low() < estimate.value() && estimate.value() < estimate.high(), estimate.toString());
    }

    @Test
    void whatIsUndefinedHasNoInterval() {
        AtomicInteger call = new AtomicInteger();
        ConfidenceInterval undefined = BOOTSTRAP.interval(1, counts -> call.getAndIncrement() == 0 ? Double.NaN : 5);
        assertEquals(new ConfidenceInterval(Double.NaN, Double.NaN, Double.NaN), undefined);
    }

    @Test
    void withoutResamplesThereIsNoInterval() {
        ConfidenceInterval bare = RankingMetric.ROC_AUC.micro(table, Bootstrap.none());
        assertEquals(new ConfidenceInterval(RankingMetric.ROC_AUC.micro(table), Double.NaN, Double.NaN), bare);
    }

    @Test
    void resamplesAreCounted() {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> new Bootstrap(-1, 0.95, 0));
        assertTrue(refused.getMessage().endsWith("got -1"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 95, Double.NaN})
    void aConfidenceIsAShare(double confidence) {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> new Bootstrap(10, confidence, 0));
        assertTrue(refused.getMessage().endsWith("got " + confidence), refused.getMessage());
    }

    /** Three tags, of which the last holds so rarely that some resamples lack it; coarse scores, some cells unknown. */
    private static ScoreTable masked() {
        Random random = new Random(5);
        ScoreTable.Builder table = new ScoreTable.Builder(Golden.names(3));
        for (int track = 0; track < TRACKS; track++) {
            Set<String> present = new HashSet<>();
            Set<String> unknown = new HashSet<>();
            for (int tag = 0; tag < 2; tag++) {
                double draw = random.nextDouble();
                if (draw < 0.6) {
                    (draw < 0.4 ? present : unknown).add("label " + tag);
                }
            }
            if (track == 4) {
                present.add("label 2");
            }
            table.add("track " + track, randomScores(random), present, unknown);
        }
        return table.build();
    }

    private static double[] randomScores(Random random) {
        return new double[] {random.nextInt(8), random.nextInt(8), random.nextInt(8)};
    }

    private ConfidenceInterval plain(ToDoubleFunction<ScoreTable> metric) {
        return plain(metric.applyAsDouble(table), rows -> {
            ScoreTable.Builder drawn = new ScoreTable.Builder(table.tags());
            for (int i = 0; i < rows.length; i++) {
                drawn.add("drawn " + i, scores(rows[i]), tags(rows[i], Truth.PRESENT), tags(rows[i], Truth.UNKNOWN));
            }
            return metric.applyAsDouble(drawn.build());
        });
    }

    private static ConfidenceInterval plain(ClassScores table, ToDoubleFunction<ClassScores> metric) {
        return plain(metric.applyAsDouble(table), rows -> {
            ClassScores.Builder drawn = new ClassScores.Builder(table.classes());
            for (int i = 0; i < rows.length; i++) {
                double[] scores = {table.score(rows[i], 0), table.score(rows[i], 1), table.score(rows[i], 2)};
                drawn.add("drawn " + i, scores, table.classes().get(table.truth(rows[i])));
            }
            return metric.applyAsDouble(drawn.build());
        });
    }

    /** The percentile method as the books have it, moved back by the bias: rows drawn anew, the metric computed anew. */
    private static ConfidenceInterval plain(double value, ToDoubleFunction<int[]> metricOfRows) {
        Random random = new Random(7);
        double[] values = new double[200];
        for (int r = 0; r < values.length; r++) {
            int[] rows = IntStream.generate(() -> random.nextInt(TRACKS))
                    .limit(TRACKS)
                    .toArray();
            values[r] = metricOfRows.applyAsDouble(rows);
        }
        assertTrue(Arrays.stream(values).noneMatch(Double::isNaN));
        double bias = Arrays.stream(values).average().orElseThrow() - value;
        Arrays.sort(values); // 5 % of the way from the first to the last is place 9.95
        double low = values[9] + 0.95 * (values[10] - values[9]) - bias;
        double high = values[189] + 0.05 * (values[190] - values[189]) - bias;
        return new ConfidenceInterval(value, Math.max(0, low), Math.min(1, high));
    }

    private double[] scores(int track) {
        return new double[] {table.score(track, 0), table.score(track, 1), table.score(track, 2)};
    }

    private Set<String> tags(int track, Truth truth) {
        Set<String> tags = new HashSet<>();
        for (int tag = 0; tag < 3; tag++) {
            if (table.truth(track, tag) == truth) {
                tags.add("label " + tag);
            }
        }
        return tags;
    }

    private static void assertClose(ConfidenceInterval expected, ConfidenceInterval actual) {
        assertEquals(expected.value(), actual.value(), 1e-12);
        assertEquals(expected.low(), actual.low(), 1e-12);
        assertEquals(expected.high(), actual.high(), 1e-12);
        assertTrue(actual.low() < actual.high(), actual::toString);
    }

    private static double topK(ClassScores table, int k) {
        return ClassificationReport.evaluate(table, Bootstrap.none(), k)
                .topK()
                .get(k)
                .value();
    }
}
