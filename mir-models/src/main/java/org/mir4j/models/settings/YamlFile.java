// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.settings;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;

/** A small file of YAML that somebody wrote beside weights. Whatever is wrong with it is said with its name and a line. */
public final class YamlFile {

    private static final long MOST_BYTES = 1 << 20;

    private final Path file;
    private final YamlTree lines = new YamlTree();
    private final JsonElement tree;

    private YamlFile(Path file, String text) {
        this.file = file;
        try {
            tree = lines.read(text);
        } catch (YamlTree.Fault e) {
            throw new ModelException(message("line " + e.line(), e.getMessage()), e);
        }
    }

    /**
     * Reads a file.
     *
     * @param file YAML 1.2, of which JSON is a part
     * @return what it says
     * @throws ModelException if it cannot be read, is no YAML, or has more than a megabyte
     */
    public static YamlFile read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new ModelException(
                        file + " has " + Files.size(file) + " bytes; expected YAML, of at most " + MOST_BYTES + ".");
            }
            return new YamlFile(file, Files.readString(file));
        } catch (IOException e) {
            throw new ModelException(file + " cannot be read as YAML: " + Reason.of(e) + ".", e);
        }
    }

    /**
     * What it says.
     *
     * @return keys and values; JSON's null if it is empty
     */
    public JsonElement tree() {
        return tree;
    }

    /**
     * Fills a record.
     *
     * @param <T> the record
     * @param type the record, which has all keys of the file
     * @return the record
     * @throws ModelException if a key is unknown, missing or of another type, or the record refuses its values
     */
    public <T extends Record> T as(Class<T> type) {
        try {
            return SettingsTree.read(tree, type);
        } catch (SettingsException e) {
            throw fault(e.path(), e.getMessage());
        }
    }

    /**
     * The refusal of something that it says.
     *
     * @param key path of the key, like {@code model.dim}; empty for the whole
     * @param reason what is wrong, without a full stop
     * @return what to throw
     */
    public ModelException fault(String key, String reason) {
        return new ModelException(message("line " + lines.lineOf(key), reason));
    }

    private String message(String place, String reason) {
        return file + " cannot be used, " + place + ": " + reason + ".";
    }
}
