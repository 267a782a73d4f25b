// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.Reason;
import org.mir4j.core.error.Remedy;
import org.mir4j.core.tagging.NearTags;

/**
 * Which tags of a model stand for which labels of a dataset: {@code tags} of a label may be several, of which the
 * highest score counts. Labels that are left out are not scored.
 *
 * @param tags the tags of each scored label, in the dataset's order
 */
public record LabelMap(Map<String, List<String>> tags) {

    /** Keeps the order of the labels. */
    public LabelMap {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        tags.forEach((label, standing) -> copy.put(label, List.copyOf(standing)));
        tags = Collections.unmodifiableMap(copy);
    }

    /** Says which tags stand for which labels. */
    @FunctionalInterface
    public interface Source {

        /**
         * Brings labels and tags together.
         *
         * @param labels of the dataset
         * @param tags that the system knows
         * @return the map
         * @throws DatasetException if there is no such map
         */
        LabelMap of(List<String> labels, List<String> tags);
    }

    /**
     * A map as a person writes it: CSV, one line {@code label,tag} each, without a header. A label with several lines has
     * several tags; one whose tag is empty is left out; one that has no line stands for itself.
     *
     * @param file a CSV file, which is read when the labels and tags are known; a {@link DatasetException} says if it cannot
     *     be, names what is not there, or leaves labels without a tag
     * @return where the map comes from
     */
    public static Source file(Path file) {
        return (labels, tags) -> Reader.read(file, labels, tags);
    }

    /**
     * Every label stands for itself.
     *
     * @param labels of the dataset
     * @param known the tags of the model
     * @return the map
     * @throws DatasetException if the model does not know a label, with those that it does not know
     */
    public static LabelMap same(List<String> labels, List<String> known) {
        List<String> missing =
                labels.stream().filter(label -> !known.contains(label)).toList();
        if (!missing.isEmpty()) {
            throw new DatasetException("The model does not know " + missing.size() + " of the dataset's "
                            + labels.size() + " labels: " + list(missing, known)
                            + ". Say which of its tags stand for them; a label with no tag is left out.")
                    .with(Remedy.LABEL_MAP);
        }
        Map<String, List<String>> tags = new LinkedHashMap<>();
        labels.forEach(label -> tags.put(label, List.of(label)));
        return new LabelMap(tags);
    }

    private static String list(List<String> missing, List<String> known) {
        List<String> named = new ArrayList<>();
        for (String label : missing) {
            List<String> near = NearTags.of(label, known);
            named.add("'" + label + "'" + (near.isEmpty() ? "" : " (near: " + String.join(", ", near) + ")"));
        }
        return String.join(", ", named);
    }

    /**
     * The labels that are scored.
     *
     * @return in the dataset's order
     */
    public List<String> labels() {
        return List.copyOf(tags.keySet());
    }

    /**
     * Scores of the labels.
     *
     * @param scores of the model's tags by name
     * @return one score a label
     * @throws IllegalArgumentException if a tag has no score
     */
    double[] apply(Map<String, Double> scores) {
        double[] mapped = new double[tags.size()];
        int k = 0;
        for (List<String> standing : tags.values()) {
            double highest = Double.NEGATIVE_INFINITY;
            for (String tag : standing) {
                Double score = scores.get(tag);
                if (score == null) {
                    throw new IllegalArgumentException("there is no score for '" + tag + "'");
                }
                highest = Math.max(highest, score);
            }
            mapped[k++] = highest;
        }
        return mapped;
    }

    /** Reads a map from a file. */
    private static final class Reader {

        /** What some programs begin a file with. */
        private static final String BYTE_ORDER_MARK = "\uFEFF";

        private final Path file;
        private final List<String> labels;
        private final List<String> known;
        private final Map<String, List<String>> read = new LinkedHashMap<>();

        private Reader(Path file, List<String> labels, List<String> known) {
            this.file = file;
            this.labels = labels;
            this.known = known;
        }

        static LabelMap read(Path file, List<String> labels, List<String> known) {
            Reader map = new Reader(file, labels, known);
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
}
