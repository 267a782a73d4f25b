// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShippedRecipesTest {

    private static final Path FOLDER = Path.of("..", "recipes");

    @Test
    void allRecipesOfTheProjectAreShippedAsTheyStand() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertEquals(
                    files.map(file -> file.getFileName().toString()).sorted().toList(),
                    ShippedRecipes.names().stream()
                            .map(name -> name + ".yaml")
                            .sorted()
                            .toList());
        }
        for (String name : ShippedRecipes.names()) {
            assertEquals(Files.readString(FOLDER.resolve(name + ".yaml")), ShippedRecipes.text(name));
            assertEquals(name, RecipeFile.read(name, List.of()).name());
        }
    }

    @Test
    void aRecipeIsKnownByItsNameHoweverItIsWritten() {
        for (String text : List.of("transfer", "transfer.yaml", "recipes/transfer.yaml")) {
            assertEquals(Optional.of("transfer"), ShippedRecipes.named(text), text);
        }
        assertEquals(Optional.empty(), ShippedRecipes.named("my/transfer.yaml"));
        assertEquals(Optional.empty(), ShippedRecipes.named("transfers"));
    }

    @Test
    void whatARecipeIsForIsItsFirstSentence() {
        assertEquals(
                "The separator that comes with mir: a U-Net that takes the voice out of a song, in stereo.",
                ShippedRecipes.summary("vocals"));
        assertEquals(
                "The convolutional recurrent network of Choi et al. (ICASSP 2017): the last state has heard everything.",
                ShippedRecipes.summary("crnn"));
        ShippedRecipes.names()
                .forEach(name -> assertTrue(ShippedRecipes.summary(name).length() > 30, name));
    }
}
