// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.tagging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.core.tagging.Taggram.Aggregation;
import org.mir4j.core.tagging.Taggram.Window;

class TaggramTest {

    private static final List<String> TAGS = List.of("rock", "jazz");

    private static Window window(double start, float... scores) {
        return new Window(start, start + 3, new TagScores(TAGS, scores));
    }

    @Test
    void aRecordingScoresTheMeanOrTheMaximumOfItsWindows() {
        List<Window> windows = List.of(window(0, 0.25f, 0.5f), window(3, 0.75f, 0));
        Taggram mean = new Taggram(TAGS, 6, 3, Aggregation.MEAN, windows);
        assertArrayEquals(new float[] {0.5f, 0.25f}, mean.scores().values());
        Taggram highest = new Taggram(TAGS, 6, 3, Aggregation.MAX, windows);
        assertArrayEquals(new float[] {0.75f, 0.5f}, highest.scores().values());
    }

    @Test
    void theHighestTagsAreThoseOfTheRecording() {
        List<Window> windows = List.of(window(0, 0.25f, 0.5f), window(3, 0.75f, 0));
        Taggram taggram = new Taggram(TAGS, 6, 3, Aggregation.MEAN, windows);
        assertEquals(List.of(new TagScore("rock", 0.5f)), taggram.top(1));
        assertEquals(List.of(new TagScore("rock", 0.5f), new TagScore("jazz", 0.25f)), taggram.top(5));
        assertThrows(IllegalArgumentException.class, () -> taggram.top(0));
    }

    @Test
    void theMeanOfManyWindowsIsNotLostInRounding() {
        List<Window> windows =
                IntStream.range(0, 100_000).mapToObj(n -> window(n, 0.1f, 1)).toList();
        assertArrayEquals(
                new float[] {0.1f, 1},
                new Taggram(TAGS, 300_000, 3, Aggregation.MEAN, windows)
                        .scores()
                        .values(),
                1e-7f);
    }

    @Test
    void windowsAreNeededAndKnowTheSameTags() {
        assertThrows(IllegalArgumentException.class, () -> new Taggram(TAGS, 3, 3, Aggregation.MEAN, List.of()));
        List<Window> strange = List.of(new Window(0, 3, new TagScores(List.of("polka"), new float[1])));
        assertThrows(IllegalArgumentException.class, () -> new Taggram(TAGS, 3, 3, Aggregation.MEAN, strange));
    }

    @ParameterizedTest
    @CsvSource({"-1, 2", "3, 2", "NaN, 2", "0, NaN", "0, Infinity"})
    void aWindowLiesInItsRecording(double start, double end) {
        TagScores scores = new TagScores(TAGS, new float[2]);
        assertThrows(IllegalArgumentException.class, () -> new Window(start, end, scores));
        assertThrows(IllegalArgumentException.class, () -> new Window(0, 3, null));
    }

    @Test
    void taggramsAreEqualByTheirNumbers() {
        assertEquals(
                new Taggram(TAGS, 3, 3, Aggregation.MEAN, List.of(window(0, 0.5f, 1))),
                new Taggram(TAGS, 3, 3, Aggregation.MEAN, List.of(window(0, 0.5f, 1))));
    }
}
