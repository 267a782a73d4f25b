// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagScoresTest {

    private static final TagScores SCORES =
            new TagScores(List.of("rock", "jazz", "folk", "pop"), new float[] {0.2f, 0.7f, 0.7f, 0});

    @Test
    void tagsAreRankedByScoreAndEqualsKeepTheirOrder() {
        List<String> ranked = SCORES.ranked().stream().map(TagScore::tag).toList();
        assertEquals(List.of("jazz", "folk", "rock", "pop"), ranked);
    }

    @Test
    void aScoreIsFoundByItsTag() {
        assertEquals(0.2f, SCORES.of("rock"));
        Exception unknown = assertThrows(IllegalArgumentException.class, () -> SCORES.of("polka"));
        assertTrue(unknown.getMessage().contains("'polka'"), unknown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, -0.01f, 1.01f, Float.POSITIVE_INFINITY})
    void whatIsNoScoreIsRefused(float value) {
        List<String> tags = List.of("rock");
        float[] values = {value};
        Exception refused = assertThrows(IllegalArgumentException.class, () -> new TagScores(tags, values));
        assertTrue(refused.getMessage().contains("'rock' is " + value), refused.getMessage());
    }

    @Test
    void thereIsOneScoreATag() {
        assertThrows(IllegalArgumentException.class, () -> new TagScores(List.of("rock"), new float[2]));
    }

    @Test
    void scoresAreEqualByTheirNumbers() {
        TagScores same = new TagScores(SCORES.tags(), SCORES.values().clone());
        assertEquals(SCORES, same);
        assertEquals(SCORES.hashCode(), same.hashCode());
        assertNotEquals(SCORES, new TagScores(SCORES.tags(), new float[4]));
        assertNotEquals(SCORES, new TagScores(List.of("a", "b", "c", "d"), SCORES.values()));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, -0.01f, 1.01f})
    void oneTagHasAScoreTooOrNone(float value) {
        assertThrows(IllegalArgumentException.class, () -> new TagScore("rock", value));
        assertThrows(IllegalArgumentException.class, () -> new TagScore(null, 0.5f));
        assertEquals(1, new TagScore("rock", 1).score());
    }
}
