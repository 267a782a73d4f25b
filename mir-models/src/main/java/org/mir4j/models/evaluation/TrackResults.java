// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the lines of {@code results.jsonl} say: of each track its scores, or why it has none, and what is to be known of it.
 * Of several lines of a track the last holds.
 *
 * @param <S> the scores of a track
 */
final class TrackResults<S> {

    private static final String TRACK = "track";
    private static final String ERROR = "error";
    private static final String WARNINGS = "warnings";
    private static final int MOST_WARNINGS = 20;

    private final Function<JsonObject, S> reader;
    private final Map<String, S> scores = new HashMap<>();
    private final Map<String, String> errors = new HashMap<>();
    private final Map<String, List<String>> warnings = new LinkedHashMap<>(); // in the order of the lines that hold

    /**
     * @param reader takes the scores from a line of a track that was scored
     */
    TrackResults(Function<JsonObject, S> reader) {
        this.reader = reader;
    }

    /** A line about a track, still without what was found. */
    static JsonObject line(String track) {
        JsonObject line = new JsonObject();
        line.addProperty(TRACK, track);
        return line;
    }

    /** The line of a track that could not be scored. */
    static JsonObject failed(String track, String cause) {
        JsonObject line = line(track);
        line.addProperty(ERROR, cause);
        return line;
    }

    /** Adds warnings to the line of a track; none leave it as it is. */
    static void warn(JsonObject line, List<String> sentences) {
        if (!sentences.isEmpty()) {
            JsonArray array = new JsonArray();
            sentences.forEach(array::add);
            line.add(WARNINGS, array);
        }
    }

    /**
     * The track that a line is about.
     *
     * @throws IllegalArgumentException if the line names none
     */
    static String track(JsonObject line) {
        JsonElement track = line.get(TRACK);
        if (track == null || !track.isJsonPrimitive()) {
            throw new IllegalArgumentException("the line has no \"track\"");
        }
        return track.getAsString();
    }

    /** Why the track of a line could not be scored; null if it was. */
    static String error(JsonObject line) {
        return line.has(ERROR) ? line.get(ERROR).getAsString() : null;
    }

    /** What a reader of the scores should know of the track of a line, in sentences that name the file. */
    static List<String> warnings(JsonObject line) {
        return line.has(WARNINGS)
                ? line.getAsJsonArray(WARNINGS).asList().stream()
                        .map(JsonElement::getAsString)
                        .toList()
                : List.of();
    }

    /**
     * Takes a line.
     *
     * @throws IllegalArgumentException if it is no line of results
     */
    void add(JsonObject line) {
        String track = track(line);
        String error = error(line);
        if (error == null) {
            add(track, reader.apply(line));
        } else {
            scores.remove(track);
            errors.put(track, error);
        }
        warnings.remove(track);
        if (line.has(WARNINGS)) {
            warnings.put(track, warnings(line));
        }
    }

    /** Takes the scores of a track. */
    void add(String track, S found) {
        scores.put(track, found);
        errors.remove(track);
    }

    /** The scores of a track; null if it was not scored. */
    S scores(String track) {
        return scores.get(track);
    }

    /**
     * The tracks that were not scored.
     *
     * @param tracks all of them
     * @param missing the cause where there is no line
     * @return in the order of the tracks
     */
    List<EvaluationResult.Failure> failures(List<String> tracks, String missing) {
        return tracks.stream()
                .filter(track -> !scores.containsKey(track))
                .map(track -> new EvaluationResult.Failure(track, errors.getOrDefault(track, missing)))
                .toList();
    }

    /** The warnings of all tracks: the first twenty, and how many more there are. */
    List<String> warnings() {
        List<String> all = warnings.values().stream().flatMap(List::stream).toList();
        if (all.size() <= MOST_WARNINGS) {
            return all;
        }
        List<String> first = new ArrayList<>(all.subList(0, MOST_WARNINGS));
        first.add((all.size() - MOST_WARNINGS) + " more warnings stand in results.jsonl.");
        return first;
    }
}
