// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.training.tagging.AugmentationSettings;
import org.mir4j.models.training.tagging.AugmentationSettings.Masks;
import org.mir4j.models.training.tagging.DataSettings;
import org.mir4j.models.training.tagging.TaggingRecipe;
import org.mir4j.models.training.tagging.TeacherSettings;

/** What the records of a recipe refuse. */
class RecipeTest {

    private static final List<String> TRAIN = List.of("train");
    private static final List<String> VALID = List.of("valid");

    private static void refuses(String part, Executable making) {
        String message = assertThrows(IllegalArgumentException.class, making).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static void refusesInYaml(String part, String yaml) {
        String message = assertThrows(ModelException.class, () -> RecipeFile.parse(yaml, "recipe.yaml"))
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: least | name: Least | a model's name is made of lower-case letters",
                "name: least | name: ../x | got '../x'",
                "name: least | name: | got 'null'",
                "init: teacher | window: 0.2 | a window, a frontEnd and a network, or a model to start from (init)",
                "batch: 4 | batch: 0 | at least one epoch of batches of at least one",
                "epochs: 2 | epochs: 0 | at least one epoch of batches of at least one",
                "epochs: 2 | epochs: -1 | got -1, 4 and 0",
                "loss: binary-cross-entropy | loss: | a recipe has data, a loss and an optimiser",
                "dataset: songs | dataset: ' ' | training needs a dataset and at least one of its splits",
            })
    void aRecipeThatCannotBeTrainedIsRefused(String line, String other, String part) {
        refusesInYaml(part, Recipes.LEAST.replace(line, other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "patience: -1 | its patience is not negative, got 2, 4 and -1",
                "window: 0 | a window lasts more than 0 s and at most an hour, got 0.0",
                "window: -2 | got -2.0",
                "average: 1 | the decay of the average of the weights is at least 0 and less than 1, got 1.0",
                "average: -0.1 | got -0.1",
                "labels: [a, b, a] | the labels are all different, got [a, b, a]",
                "frozen: [encoder, encoder] | the frozen parts are all different",
                "rates: {encoder: 0} | the rates of parts are positive factors, got {encoder=0.0}",
                "rates: {encoder: -1} | got {encoder=-1.0}",
            })
    void whatMayBeLeftOutIsRefusedWhereItIsWrong(String line, String part) {
        refusesInYaml(part, Recipes.LEAST + line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "optimiser"})
    void aPartWithoutAValueIsRefused(String part) {
        String yaml = Recipes.LEAST.replaceFirst("(?m)^" + part + ":\n(  .*\n)+", part + ":\n");
        refusesInYaml("line 1: a recipe has data, a loss and an optimiser", yaml);
    }

    @Test
    void aModelToStartFromStandsInForWindowFrontEndAndNetwork() {
        assertEquals("teacher", Recipes.with().init());
        String whole = Recipes.whole().replace("init: start\n", "");
        assertEquals(0.2, ((TaggingRecipe) RecipeFile.parse(whole, "recipe.yaml")).window());
    }

    @Test
    void dataAreValidatedOnSplitsOrOnAPart() {
        assertEquals(VALID, new DataSettings("songs", TRAIN, VALID, 0, 0).validation());
        assertEquals(List.of(), new DataSettings("songs", TRAIN, null, 0.1, 0).validation());
        String part = "a model is validated on splits of its own, or on a part that is held out";
        refuses(part, () -> new DataSettings("songs", TRAIN, VALID, 0.1, 0));
        refuses(part, () -> new DataSettings("songs", TRAIN, List.of(), 0, 0));
        refuses(part, () -> new DataSettings("songs", TRAIN, null, 1, 0));
        refuses(part, () -> new DataSettings("songs", TRAIN, null, -0.1, 0));
        refuses(part, () -> new DataSettings("songs", TRAIN, null, Double.NaN, 0));
    }

    @Test
    void dataAreOfADatasetAndItsSplits() {
        refuses("a dataset and at least one", () -> new DataSettings(null, TRAIN, VALID, 0, 0));
        refuses("a dataset and at least one", () -> new DataSettings("songs", List.of(), VALID, 0, 0));
        refuses("no split is for both", () -> new DataSettings("songs", List.of("a", "valid"), VALID, 0, 0));
        refuses("at least one window", () -> new DataSettings("songs", TRAIN, VALID, 0, -1));
    }

    @Test
    void augmentationStaysWithinItsRanges() {
        for (double gain : new double[] {-1, 61, Double.NaN}) {
            refuses("a gain lies between 0 and 60 dB", () -> new AugmentationSettings(gain, 0, null, null));
        }
        for (double mixUp : new double[] {-0.1, 101, Double.NaN}) {
            refuses("mix-up between 0 and 100", () -> new AugmentationSettings(0, mixUp, null, null));
        }
        refuses("got -1 of at most 0.1", () -> new Masks(-1, 0.1));
        refuses("got 1 of at most 1.1", () -> new Masks(1, 1.1));
        refuses("got 1 of at most NaN", () -> new Masks(1, Double.NaN));
        assertEquals(new AugmentationSettings(0, 0, new Masks(0, 0), new Masks(0, 0)), AugmentationSettings.none());
    }

    @Test
    void teachersTeachSomething() {
        refuses("teachers are models", () -> new TeacherSettings(null));
        refuses("teachers are models", () -> new TeacherSettings(Map.of()));
        refuses("teachers are models", () -> new TeacherSettings(Map.of("rock", Map.of())));
        Map<String, Map<String, String>> rock = Map.of("rock", Map.of("adam", "r"));
        refuses("no tag for it", () -> new TeacherSettings(rock, Map.of("rock", Map.of("zoe", 2.0)), null));
        refuses("above 0", () -> new TeacherSettings(rock, Map.of("rock", Map.of("adam", 0.0)), null));
    }

    @Test
    void teachersOfSeveralLabelsAreNamedOnce() {
        Map<String, Map<String, String>> tags =
                Map.of("rock", Map.of("zoe", "Rock", "adam", "r"), "jazz", Map.of("zoe", "Jazz"));
        assertEquals(List.of("adam", "zoe"), new TeacherSettings(tags).models());
    }
}
