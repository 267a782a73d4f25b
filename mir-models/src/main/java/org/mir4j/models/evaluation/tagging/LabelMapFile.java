// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.tagging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.Reason;

/**
 * A {@link LabelMap} as a person writes it: CSV, a line {@code label,tag} each, without a header. A label with several
 * lines has several tags; one whose tag is empty is left out; one that has no line stands for itself.
 */
public final class LabelMapFile {

    /** What some programs begin a file with. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final List<String> labels;
    private final List<String> known;
    private final Map<String, List<String>> read = new LinkedHashMap<>();

    private LabelMapFile(Path file, List<String> labels, List<String> known) {
        this.file = file;
        this.labels = labels;
        this.known = known;
    }

    /**
     * Reads a map.
     *
     * @param file a CSV file
     * @param labels of the dataset
     * @param known the tags of the model
     * @return the map
     * @throws DatasetException if the file cannot be read, names what is not there, or leaves labels without a tag
     */
    public static LabelMap read(Path file, List<String> labels, List<String> known) {
        LabelMapFile map = new LabelMapFile(file, labels, known);
        try (CSVParser rows = CSVParser.parse(
                Files.newBufferedReader(file),
                CSVFormat.DEFAULT
                        .builder()
                        .setTrim(true)
                        .setIgnoreEmptyLines(true)
                        .setCommentMarker('#')
                        .get())) {
            rows.forEach(row -> map.add(row, rows.getCurrentLineNumber()));
        } catch (IOException e) {
            throw unreadable(file, Reason.of(e), e);
        } catch (UncheckedIOException e) {
            throw unreadable(file, Reason.of(e.getCause()), e);
        }
        return map.complete();
    }

    private static DatasetException unreadable(Path file, String reason, Exception e) {
        return new DatasetException(file + " cannot be read as CSV: " + reason + ".", e);
    }

    private void add(CSVRecord row, long line) {
        if (row.size() != 2) {
            throw wrong(line, "expected label,tag, got " + row.size() + (row.size() == 1 ? " field" : " fields"));
        }
        String label = row.get(0).replace(BYTE_ORDER_MARK, "");
        String tag = row.get(1);
        if (!labels.contains(label)) {
            throw wrong(line, "the dataset has no label '" + label + "'");
        }
        if (!tag.isEmpty() && !known.contains(tag)) {
            throw wrong(line, "the model has no tag '" + tag + "'");
        }
        List<String> tags = read.computeIfAbsent(label, none -> new ArrayList<>());
        if (!tag.isEmpty()) {
            tags.add(tag);
        }
    }

    private DatasetException wrong(long line, String what) {
        return new DatasetException(file + ", line " + line + ": " + what + ".");
    }

    private LabelMap complete() {
        List<String> unnamed =
                labels.stream().filter(label -> !read.containsKey(label)).toList();
        Map<String, List<String>> tags = new LinkedHashMap<>();
        Map<String, List<String>> same = LabelMap.same(unnamed, known).tags();
        for (String label : labels) {
            List<String> standing = read.getOrDefault(label, same.getOrDefault(label, List.of()));
            if (!standing.isEmpty()) {
                tags.put(label, standing);
            }
        }
        if (tags.isEmpty()) {
            throw new DatasetException(file + " leaves out every label of the dataset; give at least one a tag.");
        }
        return new LabelMap(tags);
    }
}
