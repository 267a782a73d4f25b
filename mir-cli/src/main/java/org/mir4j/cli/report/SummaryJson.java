// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import org.mir4j.core.dataset.PublishedScore;
import org.mir4j.core.metric.tagging.Estimate;
import org.mir4j.models.evaluation.EvaluationSummary;
import org.mir4j.models.evaluation.Headline;
import org.mir4j.models.evaluation.run.TrackFailure;

/** {@code summary.json}: all that an evaluation comes to. Only {@code time} differs between two runs of the same. */
public final class SummaryJson {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private SummaryJson() {}

    /**
     * Writes a summary.
     *
     * @param summary what the evaluation comes to
     * @return JSON text
     */
    public static String of(EvaluationSummary summary) {
        JsonObject json = new JsonObject();
        json.addProperty("dataset", summary.dataset().name());
        json.addProperty("split", summary.split());
        json.addProperty("system", summary.system());
        json.add("settings", GSON.toJsonTree(summary.settings().values()));
        json.addProperty("tracks", summary.tracks());
        json.addProperty("scored", summary.scored());
        json.add("metrics", metrics(summary));
        json.add("published", published(summary));
        json.add("omissions", GSON.toJsonTree(summary.omissions()));
        json.add("notes", GSON.toJsonTree(summary.notes()));
        json.add("failed", failures(summary));
        json.add("versions", GSON.toJsonTree(summary.versions()));
        json.add("time", GSON.toJsonTree(summary.time()));
        return GSON.toJson(json) + "\n";
    }

    private static JsonObject metrics(EvaluationSummary summary) {
        JsonObject metrics = new JsonObject();
        for (Headline headline : summary.headlines()) {
            Estimate estimate = headline.estimate();
            JsonObject entry = new JsonObject();
            entry.add("value", number(estimate.value()));
            entry.add("low", number(estimate.low()));
            entry.add("high", number(estimate.high()));
            metrics.add(headline.name(), entry);
        }
        return metrics;
    }

    private static JsonArray published(EvaluationSummary summary) {
        JsonArray array = new JsonArray();
        for (PublishedScore score : summary.published()) {
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

    private static JsonArray failures(EvaluationSummary summary) {
        JsonArray array = new JsonArray();
        for (TrackFailure failure : summary.failures()) {
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
