// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.ExistingRun;
import org.mir4j.models.TinySeparator;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.settings.SettingsTree;
import org.mir4j.models.store.ModelStore;
import org.mir4j.models.training.NetworkSteps;
import org.mir4j.models.training.TrainingRequest;
import org.mir4j.models.training.recipe.RecipeFile;

/** The recipes of separators that come with the project. */
class SeparationRecipesTest {

    @TempDir
    Path home;

    static List<Path> separators() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "recipes"))) {
            return files.filter(file -> RecipeFile.read(file) instanceof SeparationRecipe)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("separators")
    void everySeparatorIsANetworkThatCanLearn(Path file) {
        SeparationRecipe recipe = (SeparationRecipe) RecipeFile.read(file);
        assertEquals(file.getFileName().toString(), recipe.name() + ".yaml");
        if (recipe.teachers() != null) {
            recipe.teachers()
                    .models()
                    .forEach(teacher -> TinySeparator.install(
                            home.resolve("models").resolve(teacher),
                            teacher,
                            TinySeparator.task(1, new MaskingTask.Segment(64, 16, 0))));
        }
        Path absent = Path.of("absent");
        SeparationTraining task = new SeparationTraining(
                recipe,
                (folder, name) -> name.equals("audio-files") ? new Mixtures() : new HighAndLow(),
                new TrainingRequest(absent, absent, absent, Optional.of(Device.cpu()), ExistingRun.KEEP),
                new ModelStore(home, Optional.empty()));
        try (NetworkSteps<StemBatch> steps = new NetworkSteps<>(task, Map.of())) {
            assertTrue(steps.trainable() > 0);
        }
    }

    @Test
    void aTrainingThatKnewNeitherTeachersNorSongsHeldOutIsTheSame() {
        SeparationRecipe recipe = (SeparationRecipe) RecipeFile.read(Path.of("..", "recipes", "mir1k-unet.yaml"));
        JsonObject identity = SettingsTree.identity(recipe).getAsJsonObject();
        assertFalse(identity.has("teachers"));
        assertEquals(
                "{\"train\":[{\"dataset\":\"mir-1k\",\"folder\":\"\",\"split\":\"train-learn\",\"share\":1.0}],"
                        + "\"validation\":[{\"dataset\":\"mir-1k\",\"folder\":\"\",\"split\":\"train-check\",\"share\":1.0}]}",
                identity.get("data").toString());
    }

    @Test
    void aModuleCannotBeTrained() throws IOException {
        String network = "torchscript";
        String recipe = Files.readString(Path.of("..", "recipes", "mir1k-unet.yaml"))
                .replaceAll("network: \\{type: u-net[^}]*}", "network: " + network);
        assertTrue(recipe.contains("network: " + network), recipe);
        String message = assertThrows(ModelException.class, () -> RecipeFile.parse(recipe, "mine"))
                .getMessage();
        assertTrue(message.contains("cannot be trained"), message);
    }
}
