package org.mir4j.models.training.recipe;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.settings.SettingsException;
import org.mir4j.models.settings.SettingsTree;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

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
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new ModelException("The recipe " + file + " cannot be read: " + Reason.of(e) + ".", e);
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
        YamlTree lines = new YamlTree();
        try {
            JsonElement tree = lines.read(yaml);
            return (Recipe) SettingsTree.read(tree, kindOf(tree));
        } catch (SettingsException e) {
            throw unusable(origin, lines.lineOf(e.path()), e.getMessage(), e);
        } catch (RecipeFault e) {
            throw unusable(origin, e.line(), e.getMessage(), e);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw unusable(origin, line, "it is no YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw unusable(origin, 1, "it is no YAML: " + e.getMessage(), e);
        }
    }

    /** Who names a separator wants one; all others are taggers. */
    private static Class<? extends Record> kindOf(JsonElement tree) {
        boolean separates = tree.isJsonObject() && tree.getAsJsonObject().has("separator");
        return separates ? SeparationRecipe.class : TaggingRecipe.class;
    }

    private static ModelException unusable(String origin, int line, String reason, RuntimeException cause) {
        return new ModelException(
                "The recipe " + origin + " cannot be used, line " + line + ": " + reason + ".", cause);
    }
}
