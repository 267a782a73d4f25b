// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.MirException;
import org.mir4j.core.metric.ScoreTable.Truth;

class ScoreTableTest {

    private final ScoreTable.Builder table = new ScoreTable.Builder(List.of("rock", "jazz", "folk"));

    @Test
    void everyCellKeepsItsScoreAndItsTruth() {
        ScoreTable built = table.add("a", new double[] {0.5, -3, 7}, Set.of("rock"), Set.of("folk"))
                .add("b", new double[] {0, 0, 0.25}, Set.of("folk"))
                .build();
        assertEquals(List.of("a", "b"), built.tracks());
        assertEquals(List.of("rock", "jazz", "folk"), built.tags());
        assertEquals(-3, built.score(0, 1));
        assertEquals(0.25, built.score(1, 2));
        assertEquals(Truth.PRESENT, built.truth(0, 0));
        assertEquals(Truth.ABSENT, built.truth(0, 1));
        assertEquals(Truth.UNKNOWN, built.truth(0, 2));
        assertEquals(Truth.PRESENT, built.truth(1, 2));
        assertEquals(1, built.known(2));
        assertEquals(1, built.positives(2));
        assertEquals(2, built.known(1));
        assertEquals(0, built.positives(1));
    }

    @Test
    void aTableDoesNotChange() {
        double[] scores = {1, 2, 3};
        ScoreTable built = table.add("a", scores, Set.of()).build();
        scores[0] = 9;
        table.add("b", scores, Set.of());
        assertEquals(1, built.score(0, 0));
        assertEquals(List.of("a"), built.tracks());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoScoreIsRefusedWithItsTrackAndTag(double score) {
        String sentence = "Track 'a' has the score " + score + " for 'jazz', expected a finite number.";
        double[] scores = {0, score, 0};
        assertRefused(sentence, () -> table.add("a", scores, Set.of()));
        ClassScores.Builder classes = new ClassScores.Builder(List.of("rock", "jazz", "folk"));
        assertRefused(sentence, () -> classes.add("a", scores, "rock"));
    }

    @Test
    void aTrackHasOneScoreATag() {
        assertRefused(
                "Track 'a' has 2 scores, expected one for each of the 3 labels.",
                () -> table.add("a", new double[2], Set.of()));
    }

    @Test
    void aTrackIsScoredOnce() {
        table.add("a", new double[3], Set.of());
        assertRefused(
                "Track 'a' is there twice; every track is scored once.", () -> table.add("a", new double[3], Set.of()));
    }

    @Test
    void aRowThatWasRefusedLeavesNoTrace() {
        assertThrows(MirException.class, () -> table.add("a", new double[2], Set.of("rock")));
        assertThrows(MirException.class, () -> table.add("a", new double[3], Set.of("polka")));
        ScoreTable built = table.add("a", new double[3], Set.of("jazz")).build();
        assertEquals(List.of("a"), built.tracks());
        assertEquals(Truth.ABSENT, built.truth(0, 0));
        assertEquals(Truth.PRESENT, built.truth(0, 1));
    }

    @Test
    void truthIsAboutTheTagsThatAreScored() {
        String sentence = "Track 'a' is annotated with 'polka', which is none of the 3 labels that are scored.";
        assertRefused(sentence, () -> table.add("a", new double[3], Set.of("polka")));
        assertRefused(sentence, () -> table.add("a", new double[3], Set.of(), Set.of("polka")));
        ClassScores.Builder classes = new ClassScores.Builder(List.of("rock", "jazz", "folk"));
        assertRefused(sentence, () -> classes.add("a", new double[3], "polka"));
    }

    @Test
    void aTagIsNotBothPresentAndUnknown() {
        assertRefused(
                "Track 'a' has 'jazz' both present and unknown; say one.",
                () -> table.add("a", new double[3], Set.of("rock", "jazz"), Set.of("jazz")));
    }

    @Test
    void thereIsSomethingToScore() {
        assertRefused("There is nothing to score: no track was added.", table::build);
        assertRefused(
                "There is nothing to score: no track was added.", new ClassScores.Builder(List.of("rock"))::build);
        assertRefused(
                "There is nothing to score: the list of labels is empty.", () -> new ScoreTable.Builder(List.of()));
    }

    @Test
    void everyTagHasItsOwnName() {
        assertRefused(
                "The label 'rock' is listed twice; every label needs its own name.",
                () -> new ScoreTable.Builder(List.of("rock", "jazz", "rock")));
    }

    private static void assertRefused(String sentence, Executable action) {
        assertEquals(sentence, assertThrows(MirException.class, action).getMessage());
    }
}
