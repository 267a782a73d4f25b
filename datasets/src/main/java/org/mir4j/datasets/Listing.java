// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.Reason;
import org.mir4j.datasets.Table.Row;
import org.mir4j.datasets.TextFile.Place;

/**
 * What a manifest says.
 *
 * @param labels all labels: in the order of their columns, or else of the alphabet
 * @param entries the recordings, each once
 */
record Listing(List<String> labels, List<Entry> entries) {

    static final String FILE = "file";
    static final String ID = "id";
    static final String SPLIT = "split";
    static final String LABELS = "labels";
    static final String UNKNOWN = "unknown";

    private static final Set<String> NO_LABELS = Set.of(FILE, ID, SPLIT);

    static Listing read(Path manifest) {
        if (!Files.isRegularFile(manifest)) {
            throw new DatasetException("There is no manifest " + manifest + ".");
        }
        String name = manifest.getFileName().toString().toLowerCase(Locale.ROOT);
        Listing listing;
        if (name.endsWith(".csv")) {
            listing = table(manifest, separated(manifest));
        } else if (name.endsWith(".tsv")) {
            listing = table(manifest, Table.tabs(manifest));
        } else if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            listing = alphabetic(
                    JsonLines.read(manifest).stream().map(Listing::entry).toList());
        } else {
            throw new DatasetException(
                    "The manifest " + manifest + " is named neither .csv, .tsv, .jsonl nor .ndjson.");
        }
        if (listing.entries().isEmpty()) {
            throw new DatasetException("The manifest " + manifest + " lists no recordings.");
        }
        listing.requireOnce();
        return listing;
    }

    /** Some spreadsheets put semicolons between columns; a header without a comma tells them. */
    private static Table separated(Path manifest) {
        Table commas = Table.commas(manifest);
        List<String> columns = commas.columns();
        return columns.size() == 1 && columns.get(0).indexOf(';') >= 0 ? Table.semicolons(manifest) : commas;
    }

    private static Listing table(Path manifest, Table table) {
        List<String> columns = table.columns();
        String[] wanted = requireNamed(manifest, columns);
        table.require(FILE);
        if (columns.contains(LABELS)) {
            return alphabetic(
                    table.rows(wanted).stream().map(Listing::listedLabels).toList());
        }
        List<String> labels =
                columns.stream().filter(column -> !NO_LABELS.contains(column)).toList();
        if (labels.isEmpty()) {
            table.require(LABELS);
        }
        return new Listing(
                labels,
                table.rows(wanted).stream()
                        .map(row -> columnsOfLabels(row, labels))
                        .toList());
    }

    private static String[] requireNamed(Path manifest, List<String> columns) {
        Set<String> names = new LinkedHashSet<>(columns);
        if (names.size() < columns.size() || names.contains("")) {
            throw new DatasetException("The manifest " + manifest + " has a column without a name or two of one name: "
                    + String.join(", ", columns) + ".");
        }
        return names.toArray(String[]::new);
    }

    private static Listing alphabetic(List<Entry> entries) {
        Set<String> labels = new TreeSet<>();
        for (Entry entry : entries) {
            labels.addAll(entry.present());
            labels.addAll(entry.unknown());
        }
        return new Listing(List.copyOf(labels), entries);
    }

    private static Entry listedLabels(Row row) {
        Set<String> unknown = row.columns().containsKey(UNKNOWN) ? labels(row.place(), row.get(UNKNOWN)) : Set.of();
        return entry(row, labels(row.place(), row.get(LABELS)), unknown);
    }

    private static Set<String> labels(Place place, String cell) {
        // a separator may end the last label too, as some programs write it
        String listed = cell.replaceFirst("[;|]\\s*$", "");
        return cell.isEmpty() ? Set.of() : labels(place, List.of(listed.split("[;|]", -1)));
    }

    private static Set<String> labels(Place place, List<String> written) {
        Set<String> labels = new LinkedHashSet<>();
        for (String label : written) {
            if (label.isBlank()) {
                throw place.error("one of the labels is empty");
            }
            labels.add(label.strip());
        }
        return labels;
    }

    private static Entry columnsOfLabels(Row row, List<String> labels) {
        Set<String> present = new LinkedHashSet<>();
        Set<String> unknown = new LinkedHashSet<>();
        for (String label : labels) {
            if (row.get(label).isEmpty()) {
                unknown.add(label);
            } else if (row.flag(label)) {
                present.add(label);
            }
        }
        return entry(row, present, unknown);
    }

    private static Entry entry(Row row, Set<String> present, Set<String> unknown) {
        Path file = Entry.path(row.place(), row.get(FILE));
        String id = row.columns().containsKey(ID) ? row.get(ID) : "";
        String split = row.columns().containsKey(SPLIT) ? row.get(SPLIT) : "";
        return new Entry(row.place(), file, id, split, present, unknown);
    }

    private static Entry entry(JsonLines.JsonLine object) {
        Place place = object.place();
        if (!object.members().has(LABELS)) {
            throw place.error("there is no '" + LABELS + "'; an empty list would say that none holds");
        }
        return new Entry(
                place,
                Entry.path(place, object.text(FILE)),
                object.text(ID),
                object.text(SPLIT),
                labels(place, object.texts(LABELS)),
                labels(place, object.texts(UNKNOWN)));
    }

    private void requireOnce() {
        Map<Path, Place> files = new HashMap<>();
        Map<String, Place> ids = new HashMap<>();
        for (Entry entry : entries) {
            requireOnce(files, entry.file(), entry.place(), "file");
            requireOnce(ids, entry.id(), entry.place(), "id");
        }
    }

    private static <T> void requireOnce(Map<T, Place> places, T key, Place place, String what) {
        Place before = places.putIfAbsent(key, place);
        if (before != null) {
            throw place.error("the " + what + " '" + key + "' comes twice, first in line " + before.line());
        }
    }

    /** A file with an object in JSON on every line. */
    private static final class JsonLines {

        private JsonLines() {}

        /**
         * An object on a line.
         *
         * @param place where it is
         * @param members what it holds
         */
        public record JsonLine(Place place, JsonObject members) {

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
        public static List<JsonLine> read(Path file) {
            return TextFile.lines(file).stream().map(JsonLines::entry).toList();
        }

        private static JsonLine entry(TextFile.Line line) {
            try {
                JsonElement found = JsonParser.parseString(line.text());
                if (found.isJsonObject()) {
                    return new JsonLine(line.place(), found.getAsJsonObject());
                }
            } catch (JsonParseException e) {
                throw new DatasetException(line.place() + ": the line is not JSON: " + Reason.inText(e) + ".", e);
            }
            throw line.place()
                    .error("the line is no object in JSON; expected one like {\"file\": ..., \"labels\": [...]}");
        }
    }

    /**
     * What a manifest says of one recording.
     *
     * @param place where it says so
     * @param file the recording's path, relative or absolute, as it is written
     * @param id its name; empty for the path
     * @param split the split it belongs to; empty for none
     * @param present the labels that hold
     * @param unknown the labels of which nothing is said
     */
    record Entry(Place place, Path file, String id, String split, Set<String> present, Set<String> unknown) {

        Entry {
            if (id.isEmpty()) {
                id = file.toString().replace('\\', '/');
            }
        }

        static Path path(Place place, String written) {
            if (written.isEmpty()) {
                throw place.error("no file is named");
            }
            try {
                return Path.of(written).normalize();
            } catch (InvalidPathException e) {
                throw place.error("'" + written + "' is no path: " + e.getReason());
            }
        }

        TaggedTrack track(Path root) {
            Path top = root.toAbsolutePath().normalize();
            Path found = top.resolve(file).normalize();
            if (!found.startsWith(top)) {
                throw place.error(
                        "the file " + file + " does not lie below " + root + "; choose a root above all files");
            }
            Recording recording = Recording.of(root.resolve(top.relativize(found)));
            return place.making(() -> new TaggedTrack(id, recording, present, unknown));
        }
    }
}
