// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mir4j.core.metric.Golden.TOLERANCE;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.metric.ClassificationReport.ClassReport;

class ClassificationReportTest {

    static Stream<Golden> goldens() {
        return Golden.cases("tagging-singlelabel");
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void theHeadlinesAreThoseOfScikitLearn(Golden golden) {
        ClassificationReport report = ClassificationReport.evaluate(golden.classes(), Bootstrap.none(), 3, 1, 2);
        assertEquals(golden.number("accuracy"), report.accuracy().value(), TOLERANCE);
        assertEquals(golden.number("accuracy"), report.confusion().accuracy(), TOLERANCE);
        assertEquals(golden.number("macro_f1"), report.macroF1().value(), TOLERANCE);
        assertEquals(Set.of(1, 2, 3), report.topK().keySet());
        report.topK()
                .forEach((k, accuracy) -> assertEquals(golden.part("top").number("" + k), accuracy.value(), TOLERANCE));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void everyClassIsScoredAsByScikitLearn(Golden golden) {
        ClassificationReport report = ClassificationReport.evaluate(golden.classes(), Bootstrap.none());
        int[][] counts = golden.counts("confusion");
        assertArrayEquals(counts, report.confusion().counts());
        double[] areas = golden.numbers("roc_auc");
        for (int k = 0; k < counts.length; k++) {
            ClassReport each = report.classes().get(k);
            assertEquals("label " + k, each.name());
            assertEquals(Arrays.stream(counts[k]).sum(), each.tracks());
            Golden.assertSame(golden.rows("classes")[k], each.scores());
            assertEquals(areas[k], each.rocAuc(), TOLERANCE);
        }
        assertEquals(
                Arrays.stream(areas)
                        .filter(area -> !Double.isNaN(area))
                        .average()
                        .orElseThrow(),
                report.macroRocAuc().value(),
                TOLERANCE);
    }

    @Test
    void aPerfectModelReachesOneInEverything() {
        ClassScores table = new ClassScores.Builder(List.of("rock", "jazz"))
                .add("a", new double[] {3, -1}, "rock")
                .add("b", new double[] {-7, -0.5}, "jazz")
                .build();
        ClassificationReport report = ClassificationReport.evaluate(table, Bootstrap.standard(), 2);
        ConfidenceInterval one = new ConfidenceInterval(1, 1, 1);
        assertEquals(one, report.accuracy());
        assertEquals(one, report.topK().get(2));
        assertEquals(one, report.macroF1());
        assertEquals(one, report.macroRocAuc());
        assertEquals(2, report.tracks());
    }

    @Test
    void ofEqualClassesTheFirstIsPredictedAndTheLastRankedFirst() {
        ClassScores.Builder table = new ClassScores.Builder(List.of("rock", "jazz", "folk"));
        ClassScores first = table.add("a", new double[] {1, 2, 2}, "jazz").build();
        ClassScores both = table.add("b", new double[] {1, 2, 2}, "folk").build();
        assertEquals(1, first.predicted(0));
        assertEquals(0, topK(first, 1));
        assertEquals(0.5, topK(both, 1));
        assertEquals(1, topK(both, 2));
        assertEquals(0.5, ConfusionMatrix.of(both).accuracy());
    }

    @Test
    void aClassThatNeitherOccursNorIsPredictedIsLeftOutOfTheMeans() {
        ConfusionMatrix matrix =
                new ConfusionMatrix(List.of("rock", "jazz", "folk"), new int[][] {{1, 1, 0}, {0, 0, 0}, {0, 0, 0}});
        assertEquals(new PrecisionRecall(1, 0.5, 2 / 3.0), matrix.scores(0));
        assertEquals(new PrecisionRecall(0, Double.NaN, 0), matrix.scores(1));
        assertEquals(new PrecisionRecall(Double.NaN, Double.NaN, Double.NaN), matrix.scores(2));
        assertEquals(new PrecisionRecall(0.5, 0.5, 1 / 3.0), matrix.macro());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3})
    void asManyClassesAsThereAreCanBeTheTop(int k) {
        ClassScores table = new ClassScores.Builder(List.of("rock", "jazz"))
                .add("a", new double[2], "rock")
                .build();
        Exception refused = assertThrows(
                IllegalArgumentException.class, () -> ClassificationReport.evaluate(table, Bootstrap.none(), k));
        assertTrue(refused.getMessage().contains("of 2 classes")
                && refused.getMessage().endsWith("got " + k));
    }

    @Test
    void countsAreOneForEachPairOfClasses() {
        List<String> classes = List.of("rock", "jazz");
        for (int[][] counts : new int[][][] {{{1, 2}}, {{1, 2}, {3}}, {{1, 2}, {3, -4}}}) {
            assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrix(classes, counts));
        }
    }

    private static double topK(ClassScores table, int k) {
        return ClassificationReport.evaluate(table, Bootstrap.none(), k)
                .topK()
                .get(k)
                .value();
    }
}
