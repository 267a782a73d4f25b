// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.recipe;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.settings.YamlTree;

/**
 * What is changed in a recipe from outside: a value for each of some keys, like {@code optimiser.rate=1e-3}.
 *
 * @param values by the path of their keys, with dots between
 */
record RecipeChanges(Map<String, String> values) {

    /** Reads {@code KEY=VALUE}, with a value as it would stand in YAML. */
    static RecipeChanges of(List<String> settings) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            String key = setting.substring(0, Math.max(0, equals)).strip();
            if (key.isEmpty() || List.of(key.split("\\.", -1)).contains("")) {
                throw new ModelException(
                        "A change to a recipe is KEY=VALUE, with dots between the keys of a path, such as"
                                + " epochs=3 or optimiser.rate=1e-3; got '" + setting + "'.");
            }
            values.put(key, setting.substring(equals + 1));
        }
        return new RecipeChanges(values);
    }

    /**
     * Makes them.
     *
     * @param recipe a tree of keys and values, which is changed
     * @throws ModelException if a value is no YAML, or stands below what has no keys
     */
    void make(JsonElement recipe) {
        if (!recipe.isJsonObject()) {
            return; // which is refused as a recipe
        }
        values.forEach((path, text) -> {
            String[] keys = path.split("\\.");
            JsonObject place = recipe.getAsJsonObject();
            for (int i = 0; i < keys.length - 1; i++) {
                if (!place.has(keys[i]) || place.get(keys[i]).isJsonNull()) {
                    place.add(keys[i], new JsonObject());
                }
                if (!place.get(keys[i]).isJsonObject()) {
                    throw unusable(
                            path, "'" + keys[i] + "' of the recipe is " + place.get(keys[i]) + " and has no keys");
                }
                place = place.getAsJsonObject(keys[i]);
            }
            place.add(keys[keys.length - 1], value(path, text));
        });
    }

    private static JsonElement value(String path, String text) {
        try {
            return new YamlTree().read(text);
        } catch (YamlTree.Fault e) {
            throw unusable(path, "its value is no YAML: " + text);
        }
    }

    private static ModelException unusable(String path, String reason) {
        return new ModelException("The change of '" + path + "' cannot be made: " + reason + ".");
    }

    /** Whether a fault at a path lies in what was changed. */
    boolean reach(String path) {
        return values.keySet().stream()
                .anyMatch(key -> path.equals(key) || path.startsWith(key + ".") || path.startsWith(key + "["));
    }
}
