// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.mir4j.models.run.RunSettings;
import org.mir4j.models.settings.SettingsTree;

/** All that a training's outcome depends on: it may only be resumed under the same. */
final class RunIdentity {

    /** What is said of a model and changes nothing about it. */
    private static final Set<String> WORDS = Set.of("summary", "notes", "licence");

    private RunIdentity() {}

    /**
     * What identifies a training.
     *
     * @param recipe all of which counts but its words
     * @param data fingerprints of what is learned from, by what they are
     * @return the settings
     */
    static RunSettings of(Recipe recipe, Map<String, String> data) {
        Map<String, String> values = new LinkedHashMap<>();
        JsonObject tree = SettingsTree.identity((Record) recipe).getAsJsonObject();
        tree.asMap().forEach((key, value) -> {
            if (!WORDS.contains(key)) {
                values.put("recipe." + key, value.toString());
            }
        });
        values.putAll(data);
        return RunSettings.of("training", values);
    }
}
