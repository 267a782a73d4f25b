// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mir4j.core.metric.Golden.TOLERANCE;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.metric.Ranking.PrecisionRecallCurve;
import org.mir4j.core.metric.Ranking.RocCurve;

class OneTagTest {

    private static final boolean[] NO_TRUTH = {};
    private static final double[] NO_SCORES = {};

    static Stream<Golden> goldens() {
        return Golden.cases("tagging-binary");
    }

    static Stream<Golden> curves() {
        return goldens().filter(golden -> golden.has("roc"));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void theAreaUnderTheRocIsThatOfScikitLearn(Golden golden) {
        assertEquals(golden.number("roc_auc"), RankingMetric.ROC_AUC.of(golden.holds(), golden.scores()), TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void averagePrecisionIsThatOfScikitLearn(Golden golden) {
        assertEquals(
                golden.number("average_precision"),
                RankingMetric.AVERAGE_PRECISION.of(golden.holds(), golden.scores()),
                TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void detectionAtHalfIsThatOfScikitLearn(Golden golden) {
        Golden.assertSame(golden.numbers("at_half"), PrecisionRecall.of(golden.holds(), golden.scores(), 0.5));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void theBestThresholdIsTheHighestOfTheHighestF1(Golden golden) {
        double best = Ranking.of(golden.holds(), golden.scores()).bestThreshold();
        assertEquals(golden.number("best_threshold"), best);
        Golden.assertSame(golden.numbers("at_best"), PrecisionRecall.of(golden.holds(), golden.scores(), best));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void theRocCurveHasThePointsOfScikitLearn(Golden golden) {
        RocCurve curve = Ranking.of(golden.holds(), golden.scores()).rocCurve();
        Golden roc = golden.part("roc");
        assertArrayEquals(roc.numbers("fpr"), curve.falsePositiveRates(), TOLERANCE);
        assertArrayEquals(roc.numbers("tpr"), curve.truePositiveRates(), TOLERANCE);
        assertArrayEquals(fromInfinity(roc.numbers("thresholds")), curve.thresholds());
    }

    @ParameterizedTest
    @MethodSource("curves")
    void thePrecisionRecallCurveHasThePointsOfScikitLearnReversed(Golden golden) {
        PrecisionRecallCurve curve = Ranking.of(golden.holds(), golden.scores()).precisionRecallCurve();
        Golden reference = golden.part("pr");
        assertArrayEquals(reversed(reference.numbers("recall")), curve.recalls(), TOLERANCE);
        assertArrayEquals(reversed(reference.numbers("precision")), curve.precisions(), TOLERANCE);
        assertArrayEquals(fromInfinity(reversed(reference.numbers("thresholds"))), curve.thresholds());
    }

    private static double[] reversed(double[] values) {
        double[] reversed = new double[values.length];
        Arrays.setAll(reversed, i -> values[values.length - 1 - i]);
        return reversed;
    }

    private static double[] fromInfinity(double[] falling) {
        return DoubleStream.concat(DoubleStream.of(Double.POSITIVE_INFINITY), DoubleStream.of(falling))
                .toArray();
    }

    @Test
    void nothingIsDefinedOfNoItems() {
        assertEquals(Double.NaN, RankingMetric.ROC_AUC.of(NO_TRUTH, NO_SCORES));
        assertEquals(Double.NaN, RankingMetric.AVERAGE_PRECISION.of(NO_TRUTH, NO_SCORES));
        assertEquals(Double.NaN, Ranking.of(NO_TRUTH, NO_SCORES).bestThreshold());
        assertEquals(
                new PrecisionRecall(Double.NaN, Double.NaN, Double.NaN), PrecisionRecall.of(NO_TRUTH, NO_SCORES, 0.5));
        assertEquals(0, Ranking.of(NO_TRUTH, NO_SCORES).rocCurve().thresholds().length);
        assertEquals(0, Ranking.of(NO_TRUTH, NO_SCORES).precisionRecallCurve().thresholds().length);
    }

    @Test
    void aTagThatHoldsNowhereHasNoCurves() {
        boolean[] truth = {false, false};
        double[] scores = {0.1, 0.2};
        assertEquals(0, Ranking.of(truth, scores).rocCurve().thresholds().length);
        assertEquals(0, Ranking.of(truth, scores).precisionRecallCurve().thresholds().length);
    }

    @Test
    void ofThresholdsWithTheSameF1TheHighestIsBest() {
        boolean[] truth = {true, false, false, true}; // F1 is 2/3 at 0.9 and at 0.1, lower between
        assertEquals(0.9, Ranking.of(truth, new double[] {0.9, 0.7, 0.3, 0.1}).bestThreshold());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoScoreIsRefused(double score) {
        boolean[] truth = {true, false};
        double[] scores = {0.5, score};
        Exception refused = assertThrows(IllegalArgumentException.class, () -> RankingMetric.ROC_AUC.of(truth, scores));
        assertEquals("the score of item 1 is " + score + ", not a finite number", refused.getMessage());
    }

    @Test
    void thereIsOneScoreAnItem() {
        boolean[] truth = {true, false};
        double[] scores = {0.5};
        for (Executable metric : new Executable[] {
            () -> RankingMetric.ROC_AUC.of(truth, scores),
            () -> RankingMetric.AVERAGE_PRECISION.of(truth, scores),
            () -> Ranking.of(truth, scores).bestThreshold(),
            () -> PrecisionRecall.of(truth, scores, 0.5),
            () -> Ranking.of(truth, scores).rocCurve(),
            () -> Ranking.of(truth, scores).precisionRecallCurve()
        }) {
            Exception refused = assertThrows(IllegalArgumentException.class, metric);
            assertTrue(refused.getMessage().contains("1 scores for 2 items"), refused.getMessage());
        }
    }
}
