// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.settings.SettingsTree;
import org.mir4j.models.training.LearningGoldens;

/** Losses against PyTorch's, and what they are by hand. */
class TaggingLossTest {

    /** A place for the settings of a loss. */
    public record Holder(TaggingLoss loss) {}

    static Stream<LearningGoldens.Case> goldens() {
        return LearningGoldens.of("losses");
    }

    private static TaggingLoss loss(JsonElement settings) {
        JsonObject holder = new JsonObject();
        holder.add("loss", settings);
        return SettingsTree.read(holder, Holder.class).loss();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void agreesWithPyTorch(LearningGoldens.Case golden) {
        try (NDManager manager = PyTorch.engine().newBaseManager();
                GradientCollector collector = PyTorch.engine().newGradientCollector()) {
            NDArray logits = golden.array("logits", manager);
            logits.setRequiresGradient(true);
            NDArray value = loss(golden.json().get("settings"))
                    .of(logits, golden.array("targets", manager), golden.array("weights", manager));
            double expected = golden.json().get("value").getAsDouble();
            assertEquals(expected, value.getFloat(), 1e-6 * Math.max(1, expected));
            collector.backward(value);
            try (NDArray gradient = logits.getGradient()) {
                assertArrayEquals(
                        LearningGoldens.floats(golden.json().getAsJsonObject("gradient")),
                        gradient.toFloatArray(),
                        1e-5f);
            }
        }
    }

    private static float value(TaggingLoss settings, float[] logits, float[] targets, float[] weights) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            return settings.of(row(manager, logits), row(manager, targets), row(manager, weights))
                    .getFloat();
        }
    }

    private static NDArray row(NDManager manager, float[] values) {
        return manager.create(values).expandDims(0);
    }

    @Test
    void whatIsNotKnownDoesNotCount() {
        for (TaggingLoss settings : List.of(new TaggingLoss.BinaryCrossEntropy(1), new TaggingLoss.LogitDistance())) {
            float one = value(settings, new float[] {0.3f}, new float[] {1}, new float[] {1});
            float[] logits = {0.3f, 5};
            assertEquals(one, value(settings, logits, new float[] {1, 0}, new float[] {1, 0}), 1e-6f);
            assertEquals(0, value(settings, logits, new float[] {1, 0}, new float[] {0, 0}));
        }
    }

    @Test
    void aRecordingOfWhichNothingIsKnownCostsNothing() {
        assertEquals(
                0,
                value(new TaggingLoss.CrossEntropy(0.1), new float[] {1, 2}, new float[] {0, 0}, new float[] {0, 0}));
    }

    @Test
    void logitsThatAreThoseOfTheTargetsAreNoDistanceApart() {
        float[] scores = {0.01f, 0.5f, 0.9f};
        float[] logits = new float[3];
        for (int i = 0; i < 3; i++) {
            logits[i] = (float) Math.log(scores[i] / (1 - scores[i]));
        }
        float[] weights = {1, 1, 1};
        assertEquals(0, value(new TaggingLoss.LogitDistance(), logits, scores, weights), 1e-9f);
        logits[1] += 3;
        assertEquals(3, value(new TaggingLoss.LogitDistance(), logits, scores, weights), 1e-5f);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void aWeightIsPositive(double weight) {
        assertThrows(IllegalArgumentException.class, () -> new TaggingLoss.BinaryCrossEntropy(weight));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void smoothingLeavesSomeTruth(double smoothing) {
        assertThrows(IllegalArgumentException.class, () -> new TaggingLoss.CrossEntropy(smoothing));
    }
}
