// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.settings;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Records of settings as trees of keys and values, and back.
 *
 * <p>Keys are the names of a record's components, and all of them have to be there but the {@link Omittable} ones.
 * Constants are written like {@code hann-periodic}. Where one of several records is allowed, by a sealed interface, an
 * object has a {@code type} with the record's {@link Named name}; the mere name will do for one without other settings, and
 * none is needed for the one that is implied.
 */
public final class SettingsTree {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private SettingsTree() {}

    /**
     * Fills a record.
     *
     * @param <T> the record
     * @param tree keys and values
     * @param type the record
     * @return the record
     * @throws SettingsException if a key is unknown, missing or of another type, or a record refuses its values
     */
    public static <T extends Record> T read(JsonElement tree, Class<T> type) {
        return type.cast(RecordReader.whole(tree, type));
    }

    /**
     * The tree of a record.
     *
     * @param settings a record that holds records, lists, texts, numbers and constants
     * @return keys and values
     */
    public static JsonElement tree(Record settings) {
        return new RecordWriter(false).tree(settings);
    }

    /**
     * The tree of a record as the version wrote it that had the fewest settings: without those that have the value that
     * was in effect {@linkplain Omittable#formerly before they were added}. So the identities of runs of all versions
     * can be compared.
     *
     * @param settings a record that holds records, lists, texts, numbers and constants
     * @return keys and values
     */
    public static JsonElement identity(Record settings) {
        return new RecordWriter(true).tree(settings);
    }

    /**
     * A record as text.
     *
     * @param settings a record that holds records, lists, texts, numbers and constants
     * @return its JSON, indented
     */
    public static String json(Record settings) {
        return json(tree(settings));
    }

    /**
     * A tree as text.
     *
     * @param tree keys and values
     * @return its JSON, indented
     */
    public static String json(JsonElement tree) {
        return GSON.toJson(tree) + "\n";
    }

    /**
     * A constant as it is written in a tree.
     *
     * @param constant of any enumeration
     * @return its name in lower case with hyphens
     */
    public static String word(Enum<?> constant) {
        return Kinds.word(constant);
    }

    /**
     * The name of a record where one of several kinds is allowed.
     *
     * @param settings a record that is {@link Named}
     * @return its name
     */
    public static String name(Record settings) {
        return Kinds.name(settings.getClass());
    }

    /**
     * Where two records differ.
     *
     * @param here some settings
     * @param there others of the same kind
     * @return each difference in words, such as {@code stft.hop 512 instead of 256}; empty if there is none
     */
    public static List<String> differences(Record here, Record there) {
        List<String> found = new ArrayList<>();
        compare("", tree(here), tree(there), found);
        return found;
    }

    private static void compare(String path, JsonElement here, JsonElement there, List<String> found) {
        if (here.isJsonObject() && there.isJsonObject()) {
            Set<String> keys = new TreeSet<>(here.getAsJsonObject().keySet());
            keys.addAll(there.getAsJsonObject().keySet());
            for (String key : keys) {
                compare(path.isEmpty() ? key : path + "." + key, child(here, key), child(there, key), found);
            }
        } else if (!here.equals(there)) {
            found.add(path + " " + text(here) + " instead of " + text(there));
        }
    }

    private static JsonElement child(JsonElement tree, String key) {
        JsonElement child = tree.getAsJsonObject().get(key);
        return child == null ? JsonNull.INSTANCE : child;
    }

    private static String text(JsonElement value) {
        return value.isJsonNull() ? "none" : value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }
}
