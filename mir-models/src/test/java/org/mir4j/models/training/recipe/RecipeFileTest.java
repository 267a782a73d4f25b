// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.TinyModel;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.TaggingTask;
import org.mir4j.models.network.NetworkSettings;
import org.mir4j.models.settings.SettingsTree;
import org.mir4j.models.training.OptimiserSettings;
import org.mir4j.models.training.Schedule;
import org.mir4j.models.training.tagging.AugmentationSettings;
import org.mir4j.models.training.tagging.DataSettings;
import org.mir4j.models.training.tagging.TaggingLoss;
import org.mir4j.models.training.tagging.TaggingRecipe;
import org.mir4j.models.training.tagging.TeacherSettings;

/** What stands in recipes. */
class RecipeFileTest {

    @TempDir
    Path folder;

    @Test
    void aRecipeIsReadWithAllItSays() {
        TaggingTask tiny = TinyModel.card("tiny").tagging();
        NetworkSettings network = TinyModel.card("tiny").layers();
        TaggingRecipe expected = new TaggingRecipe(
                "whole-1.0",
                "knows: three tags",
                new ModelCard.Licence("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
                List.of("trained on tones", "fails on noise"),
                new DataSettings("songs", List.of("one", "two"), List.of(), 0.25, 3),
                List.of("low", "off", "hip.hop"),
                0.2,
                ShortClips.MASKING,
                tiny.frontEnd(),
                network,
                "start",
                List.of("pooling"),
                List.of(),
                Map.of("encoder", 0.1),
                new TeacherSettings(
                        Map.of("hip.hop", Map.of("teacher", "high")),
                        Map.of("hip.hop", Map.of("teacher", 2.5)),
                        new TeacherSettings.Comparison(0.1, 2, 0.75)),
                new TaggingLoss.BinaryCrossEntropy(2),
                new OptimiserSettings.Sgd(0.1, 0.9, 1e-4, 5),
                new Schedule.Cosine(0.1, 0.01),
                0.999,
                0,
                new AugmentationSettings(
                        6, 0.3, new AugmentationSettings.Masks(2, 0.1), new AugmentationSettings.Masks(1, 0.2)),
                16,
                40,
                TaggingRecipe.Metric.PR_AUC,
                5,
                42);
        assertEquals(expected, RecipeFile.parse(Recipes.whole(), "whole.yaml"));
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        TaggingRecipe least = Recipes.with();
        assertEquals(new DataSettings("songs", List.of("train"), List.of("valid"), 0, 0), least.data());
        assertEquals(List.of(), least.labels());
        assertEquals(List.of(), least.frozen());
        assertEquals(Map.of(), least.rates());
        assertEquals(new TaggingLoss.BinaryCrossEntropy(1), least.loss());
        assertEquals(new OptimiserSettings.Adam(0.001, 0, 0), least.optimiser());
        assertEquals(new Schedule.Constant(), least.schedule());
        assertEquals(AugmentationSettings.none(), least.augmentation());
        assertEquals(new AugmentationSettings.Masks(0, 0), least.augmentation().timeMasks());
        assertEquals(TaggingRecipe.Metric.ROC_AUC, least.metric());
        assertEquals(0, least.average());
        assertEquals(0, least.patience());
        assertEquals("not stated", least.licence().name());
    }

    @Test
    void whereOneClassHoldsTheBestIsTheMostAccurate() {
        String yaml = Recipes.LEAST.replace("binary-cross-entropy", "cross-entropy");
        assertEquals(TaggingRecipe.Metric.ACCURACY, ((TaggingRecipe) RecipeFile.parse(yaml, "recipe.yaml")).metric());
    }

    @Test
    void theDefaultsOfPartsAreThoseOfTheirRecords() {
        TaggingRecipe recipe = Recipes.with("schedule: {type: cosine}", "augmentation: {gain: 3}");
        assertEquals(new Schedule.Cosine(0, 0), recipe.schedule());
        assertEquals(new AugmentationSettings(3, 0, null, null), recipe.augmentation());
    }

    @Test
    void aRecipeIsWrittenAsATreeAndReadAgain() {
        for (String yaml : List.of(Recipes.LEAST, Recipes.whole())) {
            TaggingRecipe recipe = (TaggingRecipe) RecipeFile.parse(yaml, "recipe.yaml");
            assertEquals(recipe, SettingsTree.read(SettingsTree.tree(recipe), TaggingRecipe.class));
            assertEquals(recipe, RecipeFile.parse(SettingsTree.json(recipe), "recipe.json")); // YAML holds JSON
        }
    }

    @Test
    void aFileIsReadAsItsText() throws IOException {
        Path file = Files.writeString(folder.resolve("recipe.yaml"), Recipes.whole());
        assertEquals(RecipeFile.parse(Recipes.whole(), ""), RecipeFile.read(file));
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        Path file = folder.resolve("absent.yaml");
        ModelException refusal = assertThrows(ModelException.class, () -> RecipeFile.read(file));
        assertTrue(
                refusal.getMessage()
                        .startsWith("There is no recipe " + file + ": neither a file, nor one of those that"),
                refusal.getMessage());
    }

    @Test
    void aFileThatIsNoTextIsNamed() throws IOException {
        Path file = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        ModelException refusal = assertThrows(ModelException.class, () -> RecipeFile.read(file));
        assertTrue(refusal.getMessage().contains(file + " cannot be read: it is not UTF-8 text."));
    }
}
