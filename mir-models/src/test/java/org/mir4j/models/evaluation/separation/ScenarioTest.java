// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mir4j.core.error.DatasetException;

class ScenarioTest {

    private static final List<String> STEMS = List.of("drums", "bass", "other", "vocals");
    private static final Scenario PAIR =
            new Scenario(List.of("vocals", "accompaniment"), List.of("vocals", "accompaniment"));

    @Test
    void fourStemsAreScoredAgainstEachOther() {
        assertEquals(List.of(new Scenario(STEMS, STEMS)), Scenario.of(STEMS, Set.copyOf(STEMS)));
    }

    @Test
    void vocalsAreThoseAgainstTheAccompanimentWhereThatIsThere() {
        assertEquals(
                List.of(PAIR, new Scenario(STEMS, List.of("drums", "bass", "other"))),
                Scenario.of(STEMS, Set.of("vocals", "accompaniment", "drums", "bass", "other")));
    }

    @Test
    void twoStemsAreOneScenario() {
        assertEquals(List.of(PAIR), Scenario.of(STEMS, Set.of("vocals", "accompaniment")));
        assertEquals(List.of(PAIR), Scenario.of(List.of("vocals", "accompaniment"), Set.of("vocals", "accompaniment")));
    }

    @Test
    void oneEstimateIsTooFew() {
        DatasetException error = assertThrows(DatasetException.class, () -> Scenario.of(STEMS, Set.of("vocals")));
        assertTrue(error.getMessage().contains("at least two"), error.getMessage());
    }
}
