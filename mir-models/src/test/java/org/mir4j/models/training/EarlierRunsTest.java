// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.MirException;

/**
 * A training that version 0.1.0 began: it knew neither {@code shortClips}, and padded, nor {@code nonNegative}, and let
 * alpha be negative.
 */
class EarlierRunsTest {

    private static final String POOLING = "{type: auto, initialAlpha: 1, perClass: true%s}";
    private static final String PADDED = "shortClips: padding\n";

    @TempDir
    private Path directory;

    @BeforeEach
    void begun() throws IOException {
        Path run = Files.createDirectories(directory.resolve("run"));
        try (InputStream settings = EarlierRunsTest.class.getResourceAsStream("/runs/training-0.1.0.json")) {
            Files.copy(settings, run.resolve("run.json"));
        }
    }

    private static String recipe(String poolingEnd) {
        return Lab.usual().replace("{type: attention, hidden: 4}", POOLING.formatted(poolingEnd));
    }

    private boolean resumed(String recipe) {
        return new Lab(directory).stoppedAfter(1).train(recipe, "run", true);
    }

    @Test
    void isResumedWithWhatWasInEffectThen() {
        assertFalse(resumed(recipe("") + PADDED)); // stopped, and not refused
        assertFalse(resumed(recipe("") + PADDED)); // whose settings have been written again
    }

    @Test
    void isNotResumedWithAnotherValueOfASettingThatItDidNotHave() {
        String looped =
                assertThrows(MirException.class, () -> resumed(recipe(""))).getMessage();
        assertTrue(looped.contains("recipe.shortClips was none and is now \"looping\""), looped);
        String oneSided = assertThrows(MirException.class, () -> resumed(recipe(", nonNegative: true") + PADDED))
                .getMessage();
        assertTrue(oneSided.contains("recipe.network was"), oneSided);
    }

    @Test
    void isNotResumedWithAnotherValueOfASettingThatItHad() {
        String capped = assertThrows(MirException.class, () -> resumed(recipe(", maxAlpha: 2") + PADDED))
                .getMessage();
        assertTrue(capped.contains("recipe.network was"), capped);
        assertFalse(capped.contains("shortClips"), capped);
    }
}
