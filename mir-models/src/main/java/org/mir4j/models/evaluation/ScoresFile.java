// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.Reason;

/**
 * Scores that were made elsewhere.
 *
 * <ul>
 *   <li>CSV: a header, whose first column names the tracks and the others one tag each; one row per track
 *   <li>JSON lines (any other extension): {@code {"track": "...", "scores": {"tag": 0.5, ...}}}, as the results of an
 *       evaluation are, or what {@code mir tag --all --format jsonl} writes
 * </ul>
 *
 * A track is named by its name in the dataset or by its file.
 */
final class ScoresFile {

    private final Path file;
    private final BiConsumer<String, Map<String, Double>> each;

    private ScoresFile(Path file, BiConsumer<String, Map<String, Double>> each) {
        this.file = file;
        this.each = each;
    }

    /**
     * Reads scores.
     *
     * @param file a CSV or JSON lines file
     * @param each is given every track and its scores by tag, all finite
     * @throws DatasetException if the file cannot be read or holds a bad row, with its line
     */
    static void read(Path file, BiConsumer<String, Map<String, Double>> each) {
        ScoresFile scores = new ScoresFile(file, each);
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            scores.readCsv();
        } else {
            ResultsFile.read(file, scores::take);
        }
    }

    /**
     * The tags that a file knows.
     *
     * @param file a CSV or JSON lines file
     * @return the tags of its first track
     * @throws DatasetException if the file cannot be read or holds no scores
     */
    static List<String> tags(Path file) {
        List<String> tags = new ArrayList<>();
        read(file, (track, scores) -> {
            if (tags.isEmpty()) {
                tags.addAll(scores.keySet());
            }
        });
        if (tags.isEmpty()) {
            throw new DatasetException(file + " holds no scores.");
        }
        return tags;
    }

    private void readCsv() {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser rows = CSVParser.parse(Files.newBufferedReader(file), format)) {
            List<String> columns = rows.getHeaderNames();
            if (columns.size() < 2) {
                throw new DatasetException(file
                        + ", line 1: expected a header of a column for tracks and one per tag, got " + columns + ".");
            }
            for (CSVRecord row : rows) {
                take(row, columns, rows.getCurrentLineNumber());
            }
        } catch (IOException e) {
            throw new DatasetException(file + " cannot be read as CSV: " + Reason.of(e) + ".", e);
        } catch (UncheckedIOException e) {
            throw new DatasetException(file + " cannot be read as CSV: " + Reason.of(e.getCause()) + ".", e);
        } catch (IllegalArgumentException e) {
            throw new DatasetException(file + ", line 1: " + e.getMessage() + ".", e);
        }
    }

    private void take(CSVRecord row, List<String> columns, long line) {
        try {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "expected " + columns.size() + " fields as in the header, got " + row.size());
            }
            Map<String, Double> scores = new LinkedHashMap<>();
            for (int i = 1; i < columns.size(); i++) {
                scores.put(columns.get(i), number(columns.get(i), row.get(i)));
            }
            each.accept(row.get(0), scores);
        } catch (IllegalArgumentException e) {
            throw new DatasetException(file + ", line " + line + ": " + e.getMessage() + ".", e);
        }
    }

    private void take(JsonObject line) {
        if (TrackResults.error(line) != null) {
            return;
        }
        each.accept(line.has("file") ? line.get("file").getAsString() : TrackResults.track(line), scores(line));
    }

    /** The scores of a line by tag, all finite. */
    static Map<String, Double> scores(JsonObject line) {
        Map<String, Double> scores = new LinkedHashMap<>();
        if (line.get("scores") instanceof JsonObject byTag) {
            byTag.entrySet().forEach(entry -> scores.put(entry.getKey(), number(entry.getKey(), text(entry))));
        } else if (line.has("tags") && line.get("tags").isJsonArray()) {
            for (JsonElement entry : line.getAsJsonArray("tags")) {
                JsonObject tag = entry.getAsJsonObject();
                String name = tag.get("tag").getAsString();
                scores.put(name, number(name, tag.get("score").getAsString()));
            }
        } else {
            throw new IllegalArgumentException("the line has neither \"scores\" nor \"tags\"");
        }
        return scores;
    }

    private static String text(Map.Entry<String, JsonElement> entry) {
        return entry.getValue().isJsonPrimitive() ? entry.getValue().getAsString() : "null";
    }

    private static double number(String tag, String text) {
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the score of '" + tag + "' is '" + text + "', not a number", e);
        }
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("the score of '" + tag + "' is " + text + ", not a finite number");
        }
        return number;
    }
}
