// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mir4j.core.error.ModelException;

/** What teachers say, by hand. */
class SoftTargetsTest {

    private static final List<String> LABELS = List.of("bass", "hiss");
    private static final Map<String, Map<String, String>> ONE = Map.of("bass", Map.of("one", "low"));
    private static final double EXACT = 1e-5;

    private static float score(double logit) {
        return (float) (1 / (1 + Math.exp(-logit)));
    }

    private static double logit(double score) {
        return Math.log(score / (1 - score));
    }

    /** Windows of a second, of whose tags only the first is looked at. */
    private static TeacherPredictions.Scores lows(double... logits) {
        float[][] scores = new float[logits.length][];
        for (int i = 0; i < logits.length; i++) {
            scores[i] = new float[] {score(logits[i]), 0.5f, 0.5f};
        }
        return SoftTargetsFixture.seconds(scores);
    }

    private static TeacherPredictions predictions(TeacherPredictions.Scores... scores) {
        return new TeacherPredictions(List.of(scores));
    }

    @Test
    void oneTeacherIsTakenAtItsWord() {
        TeacherPredictions predictions = predictions(lows(-3, 1, 2));
        SoftTargets targets = SoftTargetsFixture.targets(LABELS, ONE, List.of("one"), predictions);
        assertEquals(-3, logit(targets.score(predictions, 0, 0, 1)), EXACT);
        assertEquals(1, logit(targets.score(predictions, 0, 1, 2)), EXACT);
        assertEquals(2, logit(targets.score(predictions, 0, 2.25, 2.75)), EXACT);
    }

    @Test
    void teachersCountByTheirWeights() {
        TeacherPredictions predictions = predictions(lows(-3, 1, 2), lows(2, -3, 1));
        String label = LABELS.get(0);
        TeacherSettings settings = new TeacherSettings(
                Map.of(label, Map.of("one", "low", "two", "low")), Map.of(label, Map.of("one", 3.0)), null);
        SoftTargets targets = SoftTargetsFixture.targets(LABELS, settings, List.of("one", "two"), predictions);
        assertEquals((3 * -3 + 2) / 4.0, logit(targets.score(predictions, 0, 0, 1)), EXACT);
        assertEquals((3 * 1 - 3) / 4.0, logit(targets.score(predictions, 0, 1, 2)), EXACT);
    }

    @Test
    void ofALabelWithoutTeachersNothingIsKnown() {
        TeacherPredictions predictions = predictions(lows(-3));
        SoftTargets targets = SoftTargetsFixture.targets(LABELS, ONE, List.of("one"), predictions);
        assertTrue(Float.isNaN(targets.score(predictions, 1, 0, 1)));
    }

    @Test
    void windowsCountByHowLongTheStretchMeetsThem() {
        TeacherPredictions predictions = predictions(lows(-3, 1, 2));
        SoftTargets targets = SoftTargetsFixture.targets(LABELS, ONE, List.of("one"), predictions);
        assertEquals((0.25 * -3 + 1 + 0.5 * 2) / 1.75, logit(targets.score(predictions, 0, 0.75, 2.5)), EXACT);
    }

    @Test
    void windowsThatOverlapAllCount() {
        float[][] scores = {{score(-1), 0, 0}, {score(2), 0, 0}, {score(5), 0, 0}};
        TeacherPredictions.Scores overlapping =
                new TeacherPredictions.Scores(new float[] {0, 0.5f, 1}, new float[] {1, 1.5f, 2}, scores);
        TeacherPredictions predictions = predictions(overlapping);
        SoftTargets targets = SoftTargetsFixture.targets(LABELS, ONE, List.of("one"), predictions);
        assertEquals((0.5 * -1 + 0.5 * 2) / 1, logit(targets.score(predictions, 0, 0.5, 1)), EXACT);
        assertEquals((0.25 * -1 + 0.5 * 2 + 0.25 * 5) / 1, logit(targets.score(predictions, 0, 0.75, 1.25)), EXACT);
    }

    @Test
    void aStretchPastTheEndHasTheScoreOfTheLastWindow() {
        TeacherPredictions predictions = predictions(lows(-3, 1));
        SoftTargets targets = SoftTargetsFixture.targets(LABELS, ONE, List.of("one"), predictions);
        assertEquals(1, logit(targets.score(predictions, 0, 1.5, 4)), EXACT);
        assertEquals(1, logit(targets.score(predictions, 0, 2, 3)), EXACT);
        assertEquals(1, logit(targets.score(predictions, 0, 7, 8)), EXACT);
    }

    @Test
    void severalTeachersAreMeasuredFromTheirOwnMeansInTheirOwnDeviations() {
        // logits of one teacher: mean 0, deviation 2; of the other: mean -5, deviation 1
        TeacherPredictions first = predictions(lows(-2, 2), lows(-6, -4));
        TeacherPredictions second = predictions(lows(2, -2), lows(-4, -6));
        SoftTargets targets = SoftTargetsFixture.targets(
                LABELS, Map.of("bass", Map.of("one", "low", "two", "low")), List.of("one", "two"), first, second);
        // both a deviation up, or down: from the mean of the means, -2.5, by the mean of the deviations, 1.5
        assertEquals(-2.5 - 1.5, logit(targets.score(first, 0, 0, 1)), EXACT);
        assertEquals(-2.5 + 1.5, logit(targets.score(first, 0, 1, 2)), EXACT);
        TeacherPredictions disagreeing = predictions(lows(4), lows(-5.5));
        assertEquals(-2.5 + 1.5 * (2 - 0.5) / 2, logit(targets.score(disagreeing, 0, 0, 1)), EXACT);
    }

    @Test
    void eachLabelHasItsOwnTeachersAndTags() {
        Map<String, Map<String, String>> tags = Map.of("bass", Map.of("two", "low"), "hiss", Map.of("one", "noise"));
        TeacherPredictions.Scores one =
                SoftTargetsFixture.seconds(new float[] {0.1f, 0.2f, 0.3f}, new float[] {0.9f, 0.8f, 0.7f});
        TeacherPredictions.Scores two =
                SoftTargetsFixture.seconds(new float[] {0.4f, 0.5f, 0.6f}, new float[] {0.6f, 0.5f, 0.4f});
        TeacherPredictions predictions = predictions(one, two);
        SoftTargets targets = SoftTargetsFixture.targets(LABELS, tags, List.of("one", "two"), predictions);
        assertEquals(0.4, targets.score(predictions, 0, 0, 1), EXACT);
        assertEquals(0.6, targets.score(predictions, 0, 1, 2), EXACT);
        assertEquals(0.3, targets.score(predictions, 1, 0, 1), EXACT);
        assertEquals(0.7, targets.score(predictions, 1, 1, 2), EXACT);
    }

    @Test
    void aTeacherThatIsSureStaysANumber() {
        TeacherPredictions predictions = predictions(
                SoftTargetsFixture.seconds(new float[] {0, 0, 0}, new float[] {1, 0, 0}, new float[] {0, 0, 0}));
        SoftTargets targets = SoftTargetsFixture.targets(LABELS, ONE, List.of("one"), predictions);
        assertEquals(0, targets.score(predictions, 0, 0, 1), EXACT);
        assertEquals(1, targets.score(predictions, 0, 1, 2), EXACT);
    }

    @Test
    void aTeacherThatAlwaysSaysTheSameIsTakenAtItsWord() {
        TeacherPredictions predictions = predictions(lows(1, 1, 1));
        SoftTargets targets = SoftTargetsFixture.targets(LABELS, ONE, List.of("one"), predictions);
        assertEquals(1, logit(targets.score(predictions, 0, 0, 1)), EXACT);
    }

    @Test
    void aTagThatTheTeacherLacksIsNamed() {
        ModelException refusal = assertThrows(
                ModelException.class,
                () -> SoftTargetsFixture.targets(
                        LABELS, Map.of("bass", Map.of("one", "Low")), List.of("one"), predictions(lows(1))));
        assertEquals("The teacher one has no tag 'Low' for 'bass'.", refusal.getMessage());
    }

    @Test
    void labelsCanBeMadeComparable() {
        Map<String, Map<String, String>> tags =
                Map.of("bass", Map.of("one", "low"), "hiss", Map.of("one", "high"), "hum", Map.of("one", "noise"));
        List<TeacherPredictions> scored = IntStream.range(0, 10)
                .mapToObj(i -> predictions(
                        SoftTargetsFixture.seconds(new float[] {score(i), score(-10 + 0.5 * i), score(-8 + 2 * i)})))
                .toList();
        SoftTargets targets = SoftTargetsFixture.targets(
                List.of("bass", "hiss", "hum"),
                new TeacherSettings(tags, new TeacherSettings.Comparison(0.2, 3, 0.25)),
                List.of("one"),
                scored.toArray(TeacherPredictions[]::new));
        // a fifth of ten: the ninth is where a label begins to hold, at 8, -6 and 8, of which the median is 8
        double deviation = Math.sqrt(8.25);
        for (int i = 0; i < scored.size(); i++) {
            double steps = 3 * (i - 8) / deviation;
            assertEquals(steps, logit(targets.score(scored.get(i), 0, 0, 1)), 1e-3);
            assertEquals(steps + 0.25 * (-6 - 8), logit(targets.score(scored.get(i), 1, 0, 1)), 1e-3);
        }
    }
}
