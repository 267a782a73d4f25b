// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.PublishedScore;
import org.mir4j.core.metric.ConfidenceInterval;

/**
 * What an evaluation has found, for any task.
 *
 * @param dataset what was evaluated on
 * @param split which of its splits
 * @param system what was evaluated, in words: a model's name, a file of scores, an oracle
 * @param settings all that the results depend on, by name, in the order in which they are shown
 * @param tracks how many tracks were to be scored
 * @param failures the tracks that could not be scored
 * @param summary the numbers that a paper prints, the most important first
 * @param details all that was measured, in the form of the task
 * @param omissions what of the split has no part in the numbers, in sentences; with any, they are not those of the split
 * @param notes what else a reader must know about them, in sentences
 * @param versions of the parts that the numbers depend on
 * @param time when and how long
 */
public record EvaluationResult(
        DatasetCard dataset,
        String split,
        String system,
        Map<String, String> settings,
        int tracks,
        List<Failure> failures,
        List<SummaryMetric> summary,
        TaskMetrics details,
        List<String> omissions,
        List<String> notes,
        Map<String, String> versions,
        Time time) {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    /**
     * A track that could not be scored.
     *
     * @param track its name
     * @param cause a sentence
     */
    public record Failure(String track, String cause) {}

    /**
     * When and how long the last session of the run worked.
     *
     * @param started an instant as ISO 8601 has it
     * @param seconds of wall time
     * @param scored how many tracks it scored
     */
    public record Time(String started, double seconds, int scored) {

        private static final double MILLIS = 1000;

        static Time since(Instant started, int scored) {
            double seconds = (Instant.now().toEpochMilli() - started.toEpochMilli()) / MILLIS;
            return new Time(started.truncatedTo(ChronoUnit.SECONDS).toString(), seconds, scored);
        }
    }

    /** Keeps its own lists, and the order of the settings. */
    public EvaluationResult {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        failures = List.copyOf(failures);
        summary = List.copyOf(summary);
        omissions = List.copyOf(omissions);
        notes = List.copyOf(notes);
    }

    /**
     * How many tracks were scored.
     *
     * @return all but the failures
     */
    public int scored() {
        return tracks - failures.size();
    }

    /**
     * One of the numbers.
     *
     * @param name as files have it, for example {@code roc_auc} or {@code vocals.sdr}
     * @return NaN if it is undefined
     * @throws IllegalArgumentException if no such number was measured, with those that were
     */
    public double value(String name) {
        return summary.stream()
                .filter(metric -> metric.name().equals(name))
                .mapToDouble(SummaryMetric::value)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no metric '" + name + "'; measured were "
                        + summary.stream().map(SummaryMetric::name).collect(Collectors.joining(", "))));
    }

    /**
     * What others published on the same split.
     *
     * @return the scores, in the order of the card
     */
    public List<PublishedScore> published() {
        return dataset.published().stream()
                .filter(score -> score.split().equals(split))
                .toList();
    }

    /**
     * The result as {@code summary.json} has it; only {@code time} differs between two runs of the same.
     *
     * @return JSON text
     */
    public String toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("dataset", dataset.name());
        json.addProperty("split", split);
        json.addProperty("system", system);
        json.add("settings", GSON.toJsonTree(settings));
        json.addProperty("tracks", tracks);
        json.addProperty("scored", scored());
        json.add("metrics", metrics());
        json.add("published", publishedScores());
        json.add("omissions", GSON.toJsonTree(omissions));
        json.add("notes", GSON.toJsonTree(notes));
        json.add("failed", failed());
        json.add("versions", GSON.toJsonTree(versions));
        json.add("time", GSON.toJsonTree(time));
        return GSON.toJson(json) + "\n";
    }

    private JsonObject metrics() {
        JsonObject metrics = new JsonObject();
        for (SummaryMetric metric : summary) {
            ConfidenceInterval interval = metric.interval();
            JsonObject entry = new JsonObject();
            entry.add("value", number(interval.value()));
            entry.add("low", number(interval.low()));
            entry.add("high", number(interval.high()));
            metrics.add(metric.name(), entry);
        }
        return metrics;
    }

    private JsonArray publishedScores() {
        JsonArray array = new JsonArray();
        for (PublishedScore score : published()) {
            JsonObject entry = new JsonObject();
            entry.addProperty("system", score.system());
            for (Map.Entry<String, Double> figure : score.figures().entrySet()) {
                entry.add(figure.getKey(), number(figure.getValue()));
            }
            entry.addProperty("source", score.source());
            array.add(entry);
        }
        return array;
    }

    private JsonArray failed() {
        JsonArray array = new JsonArray();
        for (Failure failure : failures) {
            JsonObject entry = new JsonObject();
            entry.addProperty("track", failure.track());
            entry.addProperty("cause", failure.cause());
            array.add(entry);
        }
        return array;
    }

    /** JSON has no word for what is undefined. */
    private static JsonElement number(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
    }
}
