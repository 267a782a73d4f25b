package org.mir4j.core.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
}
