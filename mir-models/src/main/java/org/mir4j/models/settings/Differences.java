// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.settings;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where two records of settings differ. */
public final class Differences {

    private Differences() {}

    /**
     * Compares settings.
     *
     * @param here some settings
     * @param there others of the same kind
     * @return each difference in words, such as {@code stft.hop 512 instead of 256}; empty if there is none
     */
    public static List<String> between(Record here, Record there) {
        List<String> found = new ArrayList<>();
        compare("", SettingsTree.tree(here), SettingsTree.tree(there), found);
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
