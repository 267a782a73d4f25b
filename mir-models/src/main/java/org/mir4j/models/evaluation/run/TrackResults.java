// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The lines of {@code results.jsonl}: what they have in common, and which of them hold. */
public final class TrackResults {

    private static final String TRACK = "track";
    private static final String ERROR = "error";
    private static final String WARNINGS = "warnings";
    private static final int MOST_WARNINGS = 20;

    private TrackResults() {}

    /** A line about a track, still without what was found. */
    static JsonObject of(String track) {
        JsonObject line = new JsonObject();
        line.addProperty(TRACK, track);
        return line;
    }

    /** The line of a track that could not be scored. */
    static JsonObject failed(String track, String cause) {
        JsonObject line = of(track);
        line.addProperty(ERROR, cause);
        return line;
    }

    /**
     * The track that a line is about.
     *
     * @param line of a results file
     * @return its name
     * @throws IllegalArgumentException if the line names none
     */
    public static String track(JsonObject line) {
        JsonElement track = line.get(TRACK);
        if (track == null || !track.isJsonPrimitive()) {
            throw new IllegalArgumentException("the line has no \"track\"");
        }
        return track.getAsString();
    }

    /**
     * Why the track of a line could not be scored.
     *
     * @param line of a results file
     * @return a sentence, or null if the track was scored
     */
    public static String error(JsonObject line) {
        return line.has(ERROR) ? line.get(ERROR).getAsString() : null;
    }

    /**
     * Adds warnings to the line of a track.
     *
     * @param line of a track
     * @param warnings in sentences; none leave the line as it is
     */
    static void warn(JsonObject line, List<String> warnings) {
        if (!warnings.isEmpty()) {
            JsonArray array = new JsonArray();
            warnings.forEach(array::add);
            line.add(WARNINGS, array);
        }
    }

    /**
     * What a reader of the scores should know of the track of a line.
     *
     * @param line of a results file
     * @return sentences that name the file
     */
    public static List<String> warnings(JsonObject line) {
        return line.has(WARNINGS)
                ? line.getAsJsonArray(WARNINGS).asList().stream()
                        .map(JsonElement::getAsString)
                        .toList()
                : List.of();
    }

    /**
     * Brings the warnings of all tracks together.
     *
     * @param file of results; where there is none, there are no warnings
     * @return the first twenty, and how many more there are
     * @throws org.mir4j.core.error.DatasetException if the file cannot be read or a line is no result
     */
    public static List<String> allWarnings(Path file) {
        List<String> all = new ArrayList<>();
        if (Files.exists(file)) {
            read(file, (track, line) -> all.addAll(warnings(line)));
        }
        if (all.size() <= MOST_WARNINGS) {
            return all;
        }
        List<String> first = new ArrayList<>(all.subList(0, MOST_WARNINGS));
        first.add((all.size() - MOST_WARNINGS) + " more warnings stand in " + file.getFileName() + ".");
        return first;
    }

    /** The tracks that have been scored; those that failed are to be tried again. */
    static Set<String> scored(Path file) {
        Set<String> scored = new HashSet<>();
        if (Files.exists(file)) {
            ResultsFile.read(file, line -> {
                if (error(line) == null) {
                    scored.add(track(line));
                }
            });
        }
        return scored;
    }

    /**
     * Reads the line that holds for each track, in the order of the file.
     *
     * @param file of results
     * @param each is given the track and its line
     * @throws org.mir4j.core.error.DatasetException if the file cannot be read or a line is no result
     */
    public static void read(Path file, BiConsumer<String, JsonObject> each) {
        Map<String, Integer> last = new HashMap<>();
        int[] number = {0};
        ResultsFile.read(file, line -> last.put(track(line), number[0]++));
        number[0] = 0;
        ResultsFile.read(file, line -> {
            String track = track(line);
            if (last.get(track) == number[0]++) {
                each.accept(track, line);
            }
        });
    }
}
