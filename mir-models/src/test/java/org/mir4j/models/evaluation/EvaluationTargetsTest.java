// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mir4j.core.error.DatasetException;

class EvaluationTargetsTest {

    private static final List<String> STEMS = List.of("drums", "bass", "other", "vocals");
    private static final EvaluationTargets PAIR =
            new EvaluationTargets(List.of("vocals", "accompaniment"), List.of("vocals", "accompaniment"));

    @Test
    void fourStemsAreScoredAgainstEachOther() {
        assertEquals(List.of(new EvaluationTargets(STEMS, STEMS)), EvaluationTargets.of(STEMS, Set.copyOf(STEMS)));
    }

    @Test
    void vocalsAreThoseAgainstTheAccompanimentWhereThatIsThere() {
        assertEquals(
                List.of(PAIR, new EvaluationTargets(STEMS, List.of("drums", "bass", "other"))),
                EvaluationTargets.of(STEMS, Set.of("vocals", "accompaniment", "drums", "bass", "other")));
    }

    @Test
    void twoStemsAreOneScenario() {
        assertEquals(List.of(PAIR), EvaluationTargets.of(STEMS, Set.of("vocals", "accompaniment")));
        assertEquals(
                List.of(PAIR),
                EvaluationTargets.of(List.of("vocals", "accompaniment"), Set.of("vocals", "accompaniment")));
    }

    @Test
    void oneEstimateIsTooFew() {
        DatasetException error =
                assertThrows(DatasetException.class, () -> EvaluationTargets.of(STEMS, Set.of("vocals")));
        assertTrue(error.getMessage().contains("at least two"), error.getMessage());
    }
}
