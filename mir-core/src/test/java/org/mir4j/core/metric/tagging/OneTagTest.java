// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mir4j.core.metric.tagging.Golden.TOLERANCE;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertEquals(golden.number("roc_auc"), RocAuc.of(golden.holds(), golden.scores()), TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void averagePrecisionIsThatOfScikitLearn(Golden golden) {
        assertEquals(
                golden.number("average_precision"), AveragePrecision.of(golden.holds(), golden.scores()), TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void detectionAtHalfIsThatOfScikitLearn(Golden golden) {
        Golden.assertSame(golden.numbers("at_half"), Detection.of(golden.holds(), golden.scores(), 0.5));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void theBestThresholdIsTheHighestOfTheHighestF1(Golden golden) {
        double best = BestThreshold.of(golden.holds(), golden.scores());
        assertEquals(golden.number("best_threshold"), best);
        Golden.assertSame(golden.numbers("at_best"), Detection.of(golden.holds(), golden.scores(), best));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void theRocCurveHasThePointsOfScikitLearn(Golden golden) {
        RocCurve curve = RocCurve.of(golden.holds(), golden.scores());
        Golden roc = golden.part("roc");
        assertArrayEquals(roc.numbers("fpr"), curve.falsePositiveRates(), TOLERANCE);
        assertArrayEquals(roc.numbers("tpr"), curve.truePositiveRates(), TOLERANCE);
        assertArrayEquals(fromInfinity(roc.numbers("thresholds")), curve.thresholds());
    }

    @ParameterizedTest
    @MethodSource("curves")
    void thePrecisionRecallCurveHasThePointsOfScikitLearnReversed(Golden golden) {
        PrecisionRecallCurve curve = PrecisionRecallCurve.of(golden.holds(), golden.scores());
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
        assertEquals(Double.NaN, RocAuc.of(NO_TRUTH, NO_SCORES));
        assertEquals(Double.NaN, AveragePrecision.of(NO_TRUTH, NO_SCORES));
        assertEquals(Double.NaN, BestThreshold.of(NO_TRUTH, NO_SCORES));
        assertEquals(new PrecisionRecall(Double.NaN, Double.NaN, Double.NaN), Detection.of(NO_TRUTH, NO_SCORES, 0.5));
        assertEquals(0, RocCurve.of(NO_TRUTH, NO_SCORES).thresholds().length);
        assertEquals(0, PrecisionRecallCurve.of(NO_TRUTH, NO_SCORES).thresholds().length);
    }

    @Test
    void aTagThatHoldsNowhereHasNoCurves() {
        boolean[] truth = {false, false};
        double[] scores = {0.1, 0.2};
        assertEquals(0, RocCurve.of(truth, scores).thresholds().length);
        assertEquals(0, PrecisionRecallCurve.of(truth, scores).thresholds().length);
    }

    @Test
    void ofThresholdsWithTheSameF1TheHighestIsBest() {
        boolean[] truth = {true, false, false, true}; // F1 is 2/3 at 0.9 and at 0.1, lower between
        assertEquals(0.9, BestThreshold.of(truth, new double[] {0.9, 0.7, 0.3, 0.1}));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoScoreIsRefused(double score) {
        boolean[] truth = {true, false};
        double[] scores = {0.5, score};
        Exception refused = assertThrows(IllegalArgumentException.class, () -> RocAuc.of(truth, scores));
        assertEquals("the score of item 1 is " + score + ", not a finite number", refused.getMessage());
    }

    @Test
    void thereIsOneScoreAnItem() {
        boolean[] truth = {true, false};
        double[] scores = {0.5};
        for (Executable metric : new Executable[] {
            () -> RocAuc.of(truth, scores),
            () -> AveragePrecision.of(truth, scores),
            () -> BestThreshold.of(truth, scores),
            () -> Detection.of(truth, scores, 0.5),
            () -> RocCurve.of(truth, scores),
            () -> PrecisionRecallCurve.of(truth, scores)
        }) {
            Exception refused = assertThrows(IllegalArgumentException.class, metric);
            assertTrue(refused.getMessage().contains("1 scores for 2 items"), refused.getMessage());
        }
    }
}
