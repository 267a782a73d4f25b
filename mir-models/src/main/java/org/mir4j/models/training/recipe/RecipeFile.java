// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.recipe;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.settings.SettingsException;
import org.mir4j.models.settings.SettingsTree;
import org.mir4j.models.settings.YamlTree;
import org.mir4j.models.training.Recipe;
import org.mir4j.models.training.separation.SeparationRecipe;
import org.mir4j.models.training.tagging.TaggingRecipe;

/** Recipes as YAML. */
public final class RecipeFile {

    private RecipeFile() {}

    /**
     * Reads a recipe.
     *
     * @param file YAML 1.2
     * @return the recipe
     * @throws ModelException if it cannot be read, is no YAML, or says what no recipe says; with line and key
     */
    public static Recipe read(Path file) {
        return read(file.toString(), List.of());
    }

    /**
     * Reads a recipe, or one that comes with this library, and changes it.
     *
     * @param fileOrName YAML 1.2, or where there is no such file, how {@link ShippedRecipes#named} knows a recipe
     * @param changes {@code KEY=VALUE} each, with dots between the keys of a path and a value as it would stand in YAML
     * @return the recipe
     * @throws ModelException if it cannot be read, is no YAML, or says what no recipe says; with line and key
     */
    public static Recipe read(String fileOrName, List<String> changes) {
        try {
            Path file = Path.of(fileOrName);
            Optional<String> shipped = Files.exists(file) ? Optional.empty() : ShippedRecipes.named(fileOrName);
            return parse(
                    shipped.isPresent() ? ShippedRecipes.text(shipped.get()) : Files.readString(file),
                    fileOrName,
                    RecipeChanges.of(changes));
        } catch (NoSuchFileException e) {
            throw new ModelException(
                    "There is no recipe " + fileOrName
                            + ": neither a file, nor one of those that come with this program: "
                            + String.join(", ", ShippedRecipes.names()) + ".",
                    e);
        } catch (InvalidPathException e) {
            throw new ModelException("The recipe " + fileOrName + " cannot be read: that is no name of a file.", e);
        } catch (IOException e) {
            throw new ModelException("The recipe " + fileOrName + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    /**
     * Reads the text of a recipe.
     *
     * @param yaml YAML 1.2
     * @param origin where the text comes from, for messages
     * @return the recipe
     * @throws ModelException if it is no YAML, or says what no recipe says; with line and key
     */
    public static Recipe parse(String yaml, String origin) {
        return parse(yaml, origin, RecipeChanges.of(List.of()));
    }

    private static Recipe parse(String yaml, String origin, RecipeChanges changes) {
        YamlTree lines = new YamlTree();
        try {
            JsonElement tree = lines.read(yaml);
            changes.make(tree);
            return (Recipe) SettingsTree.read(tree, kindOf(tree));
        } catch (SettingsException e) {
            boolean changed = changes.reach(e.path()) || isSound(yaml);
            String place = changed ? "as changed" : "line " + lines.lineOf(e.path());
            throw unusable(origin, place, e.getMessage(), e);
        } catch (YamlTree.Fault e) {
            throw unusable(origin, "line " + e.line(), e.getMessage(), e);
        }
    }

    /** Whether a text is a recipe as long as nothing is changed. */
    private static boolean isSound(String yaml) {
        try {
            JsonElement tree = new YamlTree().read(yaml);
            SettingsTree.read(tree, kindOf(tree));
            return true;
        } catch (SettingsException e) {
            return false;
        }
    }

    /** Who names a separator wants one; all others are taggers. */
    private static Class<? extends Record> kindOf(JsonElement tree) {
        boolean separates = tree.isJsonObject() && tree.getAsJsonObject().has("separator");
        return separates ? SeparationRecipe.class : TaggingRecipe.class;
    }

    private static ModelException unusable(String origin, String place, String reason, RuntimeException cause) {
        return new ModelException("The recipe " + origin + " cannot be used, " + place + ": " + reason + ".", cause);
    }
}
