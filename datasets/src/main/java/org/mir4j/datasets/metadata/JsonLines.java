// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.metadata;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.Reason;

/** A file with an object in JSON on every line. */
public final class JsonLines {

    private JsonLines() {}

    /**
     * An object on a line.
     *
     * @param place where it is
     * @param members what it holds
     */
    public record Entry(Place place, JsonObject members) {

        /**
         * A member that is text.
         *
         * @param name of the member
         * @return the text, without blanks at its ends; empty if there is no such member
         * @throws DatasetException if it is something else
         */
        public String text(String name) {
            JsonElement member = members.get(name);
            if (member == null || member.isJsonNull()) {
                return "";
            }
            return text(name, member);
        }

        /**
         * A member that is a list of texts, or one text.
         *
         * @param name of the member
         * @return the texts; none if there is no such member
         * @throws DatasetException if it is something else
         */
        public List<String> texts(String name) {
            JsonElement member = members.get(name);
            if (member == null || member.isJsonNull()) {
                return List.of();
            }
            if (!member.isJsonArray()) {
                return List.of(text(name, member));
            }
            List<String> texts = new ArrayList<>();
            member.getAsJsonArray().forEach(element -> texts.add(text(name, element)));
            return texts;
        }

        private String text(String name, JsonElement member) {
            if (!member.isJsonPrimitive() || !member.getAsJsonPrimitive().isString()) {
                throw place.error("'" + name + "' holds " + member + ", expected text");
            }
            return member.getAsString().strip();
        }
    }

    /**
     * Reads all objects.
     *
     * @param file the file
     * @return one entry for every line that is not blank
     * @throws DatasetException if the file is not there, or a line is no object
     */
    public static List<Entry> read(Path file) {
        return TextFile.lines(file).stream().map(JsonLines::entry).toList();
    }

    private static Entry entry(TextFile.Line line) {
        try {
            JsonElement found = JsonParser.parseString(line.text());
            if (found.isJsonObject()) {
                return new Entry(line.place(), found.getAsJsonObject());
            }
        } catch (JsonParseException e) {
            throw new DatasetException(line.place() + ": the line is not JSON: " + Reason.inText(e) + ".", e);
        }
        throw line.place().error("the line is no object in JSON; expected one like {\"file\": ..., \"labels\": [...]}");
    }
}
