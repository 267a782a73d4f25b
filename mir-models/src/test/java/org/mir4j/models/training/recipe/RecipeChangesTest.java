// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.training.tagging.TaggingRecipe;

/** Recipes that are changed from outside, as {@code mir train --set} does. */
class RecipeChangesTest {

    @TempDir
    Path directory;

    private String file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("my.yaml"), Recipes.LEAST).toString();
    }

    private TaggingRecipe changed(String... changes) {
        return (TaggingRecipe) RecipeFile.read(file, List.of(changes));
    }

    @Test
    void keysAreChangedAddedAndGivenTheirTypes() {
        TaggingRecipe recipe =
                changed("epochs=3", "data.crops=7", "augmentation.gain=6", "labels=[rock, 'off']", "average=0.9");
        assertEquals(3, recipe.epochs());
        assertEquals(7, recipe.data().crops());
        assertEquals(6, recipe.augmentation().gain());
        assertEquals(List.of("rock", "off"), recipe.labels());
        assertEquals(0.9, recipe.average());
        assertEquals(changed().seed(), recipe.seed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batches=8 | cannot be used, as changed: the key 'batches' is unknown; expected one of name,",
                "data.crop=8 | cannot be used, as changed: the key 'data.crop' is unknown; expected one of dataset,",
                "epochs=many | cannot be used, as changed: the key 'epochs' has to be a number, got \"many\"",
                "epochs.x=3 | The change of 'epochs.x' cannot be made: 'epochs' of the recipe is",
                "epochs=[3 | The change of 'epochs' cannot be made: its value is no YAML: [3"
            })
    void aWrongKeyOrValueIsNamedAsInARecipe(String change, String message) {
        ModelException refused = assertThrows(ModelException.class, () -> changed(change));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"epochs", "=3", "data..crops=3", ".epochs=3", ""})
    void whatIsNoChangeIsToldWhatOneIs(String change) {
        ModelException refused = assertThrows(ModelException.class, () -> changed(change));
        assertTrue(refused.getMessage().contains("KEY=VALUE"), refused.getMessage());
    }
}
