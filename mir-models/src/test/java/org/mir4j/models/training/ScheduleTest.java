// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final double EXACT = 1e-12;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 1})
    void aConstantRateStays(double progress) {
        assertEquals(1, new Schedule.Constant().factor(progress));
    }

    @Test
    void aCosineFallsFromOneToNothing() {
        Schedule cosine = new Schedule.Cosine(0, 0);
        assertEquals(1, cosine.factor(0), EXACT);
        assertEquals((1 + Math.sqrt(0.5)) / 2, cosine.factor(0.25), EXACT);
        assertEquals(0.75, cosine.factor(1 / 3.0), EXACT);
        assertEquals(0.5, cosine.factor(0.5), EXACT);
        assertEquals(0, cosine.factor(1), EXACT);
    }

    @Test
    void aCosineEndsAtItsFloorAndStaysThere() {
        Schedule cosine = new Schedule.Cosine(0, 0.2);
        assertEquals(1, cosine.factor(0), EXACT);
        assertEquals(0.6, cosine.factor(0.5), EXACT);
        assertEquals(0.2, cosine.factor(1), EXACT);
        assertEquals(0.2, cosine.factor(1.3), EXACT);
    }

    @Test
    void aWarmUpRisesInALineAndTheCosineHasTheRest() {
        Schedule cosine = new Schedule.Cosine(0.2, 0.1);
        assertEquals(0, cosine.factor(0), EXACT);
        assertEquals(0.25, cosine.factor(0.05), EXACT);
        assertEquals(0.75, cosine.factor(0.15), EXACT);
        assertEquals(1, cosine.factor(0.2), EXACT);
        assertEquals(0.55, cosine.factor(0.6), EXACT);
        assertEquals(0.1, cosine.factor(1), EXACT);
    }

    @Test
    void stepsDropAtTheirMoments() {
        Schedule steps = new Schedule.Steps(List.of(0.9, 0.6), 0.1);
        assertEquals(1, steps.factor(0), EXACT);
        assertEquals(1, steps.factor(0.599), EXACT);
        assertEquals(0.1, steps.factor(0.6), EXACT);
        assertEquals(0.1, steps.factor(0.89), EXACT);
        assertEquals(0.01, steps.factor(0.9), EXACT);
        assertEquals(0.01, steps.factor(1), EXACT);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void partsOfTheTrainingLieWithinIt(double part) {
        assertThrows(IllegalArgumentException.class, () -> new Schedule.Cosine(part, 0));
        assertThrows(IllegalArgumentException.class, () -> new Schedule.Cosine(0, part));
        assertThrows(IllegalArgumentException.class, () -> new Schedule.Steps(List.of(0.5, part), 0.1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1, 2, Double.NaN})
    void aStepMakesTheRateSmaller(double factor) {
        assertThrows(IllegalArgumentException.class, () -> new Schedule.Steps(List.of(0.5), factor));
    }

    @Test
    void aScheduleInStepsHasSome() {
        for (List<Double> at : Arrays.asList(null, List.<Double>of(), Arrays.asList(0.5, null))) {
            assertThrows(IllegalArgumentException.class, () -> new Schedule.Steps(at, 0.1));
        }
    }
}
