// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.settings.YamlFile;

/**
 * The file of YAML that lies beside the checkpoints which people train with the code of Music-Source-Separation-Training:
 * sections of keys, which that code gives to its networks as arguments.
 */
final class RoformerConfig {

    private final YamlFile file;
    private final JsonObject sections;

    private RoformerConfig(YamlFile file, JsonObject sections) {
        this.file = file;
        this.sections = sections;
    }

    static RoformerConfig read(Path path) {
        YamlFile file = YamlFile.read(path);
        if (!(file.tree() instanceof JsonObject sections)) {
            throw file.fault("", "it has sections such as 'model: ...', expected of the file beside a checkpoint");
        }
        RoformerConfig config = new RoformerConfig(file, sections);
        for (String section : List.of("audio", "model", "training")) {
            if (!(sections.get(section) instanceof JsonObject)) {
                throw file.fault(section, "it has no section '" + section + "' of keys and values");
            }
        }
        return config;
    }

    /** Refuses keys that a section may not have. */
    void requireKnown(String section, Set<String> known, String reason) {
        for (String key : sections.getAsJsonObject(section).keySet()) {
            if (!known.contains(key)) {
                throw file.fault(section + "." + key, "there is no '" + key + "' in " + section + reason);
            }
        }
    }

    /** Refuses a key that has another value than what it does nothing with. */
    void requireUnused(String section, String key, String... harmless) {
        JsonElement value = value(section, key);
        if (!value.isJsonNull() && !List.of(harmless).contains(value.toString())) {
            throw fault(section, key, "'" + key + ": " + value + "' is not supported");
        }
    }

    /** Whether a key has a value. */
    boolean has(String section, String key) {
        return !value(section, key).isJsonNull();
    }

    private JsonElement value(String section, String key) {
        JsonElement value = sections.get(section) instanceof JsonObject object ? object.get(key) : null;
        return value == null ? JsonNull.INSTANCE : value;
    }

    /** A whole number. */
    int whole(String section, String key) {
        if (!has(section, key)) {
            throw fault(section, key, "the section '" + section + "' lacks the key '" + key + "'");
        }
        return whole(section, key, value(section, key));
    }

    /** A whole number, or another where there is none. */
    int whole(String section, String key, int otherwise) {
        return has(section, key) ? whole(section, key) : otherwise;
    }

    private int whole(String section, String key, JsonElement value) {
        try {
            return value.getAsBigDecimal().intValueExact();
        } catch (ArithmeticException
                | NumberFormatException
                | UnsupportedOperationException
                | IllegalStateException e) {
            throw fault(section, key, "'" + key + "' is " + value + ", expected a whole number");
        }
    }

    /** Whole numbers, or others where there are none. */
    List<Integer> wholes(String section, String key, List<Integer> otherwise) {
        if (!has(section, key)) {
            return otherwise;
        }
        List<Integer> numbers = new ArrayList<>();
        array(section, key).forEach(each -> numbers.add(whole(section, key, each)));
        return numbers;
    }

    private JsonArray array(String section, String key) {
        if (value(section, key) instanceof JsonArray array) {
            return array;
        }
        throw fault(section, key, "'" + key + "' is " + value(section, key) + ", expected a list");
    }

    /** True or false, or else what it is otherwise. */
    boolean flag(String section, String key, boolean otherwise) {
        if (!has(section, key)) {
            return otherwise;
        }
        String value = value(section, key).toString();
        if (!value.equals("true") && !value.equals("false")) {
            throw fault(section, key, "'" + key + "' is " + value + ", expected true or false");
        }
        return value.equals("true");
    }

    /** A text, if there is one. */
    Optional<String> text(String section, String key) {
        JsonElement value = value(section, key);
        if (!value.isJsonNull() && !value.isJsonPrimitive()) {
            throw fault(section, key, "'" + key + "' is " + value + ", expected a text");
        }
        return value.isJsonNull() ? Optional.empty() : Optional.of(value.getAsString());
    }

    /** Texts, at least one. */
    List<String> texts(String section, String key) {
        List<String> texts = new ArrayList<>();
        if (has(section, key)) {
            for (JsonElement each : array(section, key)) {
                if (!each.isJsonPrimitive()) {
                    throw fault(section, key, "'" + key + "' has " + each + " in it, expected texts");
                }
                texts.add(each.getAsString());
            }
        }
        if (texts.isEmpty()) {
            throw fault(section, key, "'" + key + "' in the section '" + section + "' names nothing");
        }
        return texts;
    }

    /** The refusal of a value. */
    ModelException fault(String section, String key, String reason) {
        return file.fault(section + "." + key, reason);
    }
}
