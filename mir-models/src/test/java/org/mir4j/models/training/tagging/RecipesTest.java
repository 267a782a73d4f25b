// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.store.ModelStore;
import org.mir4j.models.training.recipe.RecipeFile;

/** The recipes that come with the project. */
class RecipesTest {

    private static final Path RECIPES = Path.of("..", "recipes");
    private static final ModelStore STORE = new ModelStore(Path.of("absent"), Optional.empty());
    private static final List<String> LABELS = List.of("rock", "jazz", "piano");

    static List<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.list(RECIPES)) {
            return files.sorted().toList();
        }
    }

    static List<Path> taggers() throws IOException {
        return recipes().stream()
                .filter(file -> RecipeFile.read(file) instanceof TaggingRecipe)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("taggers")
    void everyTaggerIsANetworkThatCanLearn(Path file) {
        TaggingRecipe recipe = (TaggingRecipe) RecipeFile.read(file);
        assertEquals(file.getFileName().toString(), recipe.name() + ".yaml");
        Optional<ModelCard> init = Optional.ofNullable(recipe.init()).map(STORE::card);
        List<String> labels = recipe.labels().isEmpty() ? LABELS : recipe.labels();
        ModelSpec spec = ModelSpec.of(recipe, init, labels);
        try (TaggingSteps steps = new TaggingSteps(recipe, spec, Map.of())) {
            assertTrue(steps.trainable() > 0);
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyRecipeSaysInItsFirstLineWhatItIs(Path file) throws IOException {
        String first = Files.readAllLines(file).get(0);
        assertTrue(first.startsWith("# ") && first.length() > 30, first);
    }

    @Test
    void thereIsOneForEveryFamily() throws IOException {
        String all = recipes().stream()
                .map(file -> {
                    try {
                        return Files.readString(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .collect(Collectors.joining());
        for (String family : List.of(
                "type: fcn",
                "type: crnn",
                "type: musicnn",
                "type: short-chunk-cnn",
                "type: sample-cnn",
                "type: mobilenet-v3",
                "type: conv-net",
                "type: recurrent",
                "type: transformer",
                "type: patches",
                "pooling: mean",
                "pooling: max-mean",
                "pooling: max\n",
                "pooling: last",
                "pooling: split-attention",
                "pooling: class-token",
                "pooling: {type: attention",
                "pooling: {type: auto")) {
            assertTrue(all.contains(family), family);
        }
    }
}
