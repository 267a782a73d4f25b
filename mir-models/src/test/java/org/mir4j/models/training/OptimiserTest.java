// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.settings.SettingsTree;

/** Optimisers against PyTorch's, step by step. */
class OptimiserTest {

    /** A place for the settings of an optimiser. */
    public record Holder(OptimiserSettings optimiser) {}

    static Stream<LearningGoldens.Case> goldens() {
        return LearningGoldens.of("optimisers");
    }

    private static OptimiserSettings settings(LearningGoldens.Case golden) {
        JsonObject holder = new JsonObject();
        holder.add("optimiser", golden.json().get("settings"));
        return SettingsTree.read(holder, Holder.class).optimiser();
    }

    private static Map<String, NDArray> start(LearningGoldens.Case golden, NDManager manager) {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        JsonObject start = golden.json().getAsJsonObject("start");
        start.keySet().forEach(name -> weights.put(name, LearningGoldens.array(start.getAsJsonObject(name), manager)));
        return weights;
    }

    /** Takes one step of a golden, and asks that the weights are PyTorch's. */
    private static void step(
            LearningGoldens.Case golden, int number, Optimiser optimiser, Map<String, NDArray> weights, double rate) {
        JsonArray steps = golden.json().getAsJsonArray("steps");
        JsonObject step = steps.get(number - 1).getAsJsonObject();
        weights.forEach((name, weight) -> {
            JsonObject given = step.getAsJsonObject("gradients").getAsJsonObject(name);
            try (NDArray gradient = LearningGoldens.array(given, weight.getManager())) {
                optimiser.update(name, weight, gradient, rate, number);
            }
            JsonElement expected = step.getAsJsonObject("weights").get(name);
            assertArrayEquals(
                    LearningGoldens.floats(expected.getAsJsonObject()),
                    weight.toFloatArray(),
                    1e-6f,
                    name + " after step " + number);
        });
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void agreesWithPyTorch(LearningGoldens.Case golden) {
        OptimiserSettings settings = settings(golden);
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            Optimiser optimiser = Optimiser.of(settings, manager);
            Map<String, NDArray> weights = start(golden, manager);
            for (int number = 1; number <= 5; number++) {
                step(golden, number, optimiser, weights, settings.rate());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void whatItRemembersIsGoneOnWith(LearningGoldens.Case golden) {
        OptimiserSettings settings = settings(golden);
        try (NDManager manager = PyTorch.engine().newBaseManager();
                NDManager later = manager.newSubManager()) {
            Map<String, NDArray> weights = start(golden, manager);
            Optimiser second = Optimiser.of(settings, later);
            try (NDManager before = manager.newSubManager()) {
                Optimiser first = Optimiser.of(settings, before);
                for (int number = 1; number <= 3; number++) {
                    step(golden, number, first, weights, settings.rate());
                }
                first.state().forEach((name, value) -> second.restore(name, value.duplicate()));
                assertEquals(first.state().keySet(), second.state().keySet());
            }
            for (int number = 4; number <= 5; number++) {
                step(golden, number, second, weights, settings.rate());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void aStepLeavesNothingBehindButItsMemory(LearningGoldens.Case golden) {
        OptimiserSettings settings = settings(golden);
        try (NDManager own = PyTorch.engine().newBaseManager();
                NDManager callers = PyTorch.engine().newBaseManager()) {
            Optimiser optimiser = Optimiser.of(settings, own);
            Map<String, NDArray> weights = start(golden, callers);
            for (int number = 1; number <= 3; number++) {
                try (NDArray gradient = weights.get("first").mul(0.5)) {
                    optimiser.update("first", weights.get("first"), gradient, 0.01, number);
                    assertSame(callers, gradient.getManager());
                }
                assertSame(callers, weights.get("first").getManager());
                assertEquals(2, callers.getManagedArrays().size());
                assertEquals(optimiser.state().size(), own.getManagedArrays().size());
            }
        }
    }

    @Test
    void theRateIsThatOfTheStep() {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            NDArray weight = manager.create(new float[] {1});
            NDArray gradient = manager.create(new float[] {2});
            Optimiser.of(new OptimiserSettings.Sgd(7, 0, 0, 0), manager).update("w", weight, gradient, 0.25, 1);
            assertEquals(0.5f, weight.getFloat());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aRateIsPositive(double rate) {
        assertThrows(IllegalArgumentException.class, () -> new OptimiserSettings.Adam(rate, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new OptimiserSettings.Sgd(rate, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void decayAndMomentumAreParts(double part) {
        assertThrows(IllegalArgumentException.class, () -> new OptimiserSettings.Adam(1, part, 0));
        assertThrows(IllegalArgumentException.class, () -> new OptimiserSettings.Sgd(1, 0, part, 0));
        assertThrows(IllegalArgumentException.class, () -> new OptimiserSettings.Sgd(1, part, 0, 0));
    }

    @Test
    void aNormIsNotNegative() {
        for (double clip : List.of(-1.0, Double.NaN)) {
            assertThrows(IllegalArgumentException.class, () -> new OptimiserSettings.Adam(1, 0, clip));
            assertThrows(IllegalArgumentException.class, () -> new OptimiserSettings.Sgd(1, 0, 0, clip));
        }
    }
}
