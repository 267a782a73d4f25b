// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import org.mir4j.core.dataset.PublishedScore;
import org.mir4j.core.metric.ConfidenceInterval;

/** {@code summary.json}: all that an evaluation has found. Only {@code time} differs between two runs of the same. */
final class SummaryJson {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private SummaryJson() {}

    static String of(EvaluationResult result) {
        JsonObject json = new JsonObject();
        json.addProperty("dataset", result.dataset().name());
        json.addProperty("split", result.split());
        json.addProperty("system", result.system());
        json.add("settings", GSON.toJsonTree(result.settings().values()));
        json.addProperty("tracks", result.tracks());
        json.addProperty("scored", result.scored());
        json.add("metrics", metrics(result));
        json.add("published", published(result));
        json.add("omissions", GSON.toJsonTree(result.omissions()));
        json.add("notes", GSON.toJsonTree(result.notes()));
        json.add("failed", failures(result));
        json.add("versions", GSON.toJsonTree(result.versions()));
        json.add("time", GSON.toJsonTree(result.time()));
        return GSON.toJson(json) + "\n";
    }

    private static JsonObject metrics(EvaluationResult result) {
        JsonObject metrics = new JsonObject();
        for (SummaryMetric metric : result.summary()) {
            ConfidenceInterval interval = metric.interval();
            JsonObject entry = new JsonObject();
            entry.add("value", number(interval.value()));
            entry.add("low", number(interval.low()));
            entry.add("high", number(interval.high()));
            metrics.add(metric.name(), entry);
        }
        return metrics;
    }

    private static JsonArray published(EvaluationResult result) {
        JsonArray array = new JsonArray();
        for (PublishedScore score : result.published()) {
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

    private static JsonArray failures(EvaluationResult result) {
        JsonArray array = new JsonArray();
        for (EvaluationResult.Failure failure : result.failures()) {
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
