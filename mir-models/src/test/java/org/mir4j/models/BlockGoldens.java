// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.settings.SettingsTree;

/**
 * Goldens of blocks, and how a block is held against one: its output, the gradients of its input and of all parameters
 * through a training pass, and its output with batch norms folded; and nothing may stay behind in native memory.
 *
 * <p>A file of goldens, {@code goldens/NAME.json}, is made by a Python script with the functions of
 * {@code src/test/goldens/blocks.py}, which says what is in one. A test is
 *
 * <pre>{@code
 * static List<BlockGoldens.Golden> goldens() {
 *     return BlockGoldens.of("sequence-blocks");
 * }
 *
 * @ParameterizedTest
 * @MethodSource("goldens")
 * void blocksAreTorchs(BlockGoldens.Golden golden) {
 *     SequenceSettings settings = golden.settings(Holder.class).sequence();
 *     BlockGoldens.require(golden, () -> settings.build(golden.inputShape()));
 * }
 * }</pre>
 *
 * <p>where {@code public record Holder(SequenceSettings sequence)} fits the golden's settings
 * {@code {"sequence": {"type": ...}}}. Each check writes a line, {@code target/goldens/FILE-NAME.tsv}: block, error of
 * the output, largest error of a gradient.
 */
public final class BlockGoldens {

    private static final double OUTPUT_TOLERANCE = 1e-5;
    private static final double GRADIENT_TOLERANCE = 1e-4;
    private static final float STATISTICS_TOLERANCE = 1e-5f;

    /** Gradients that are zero but for rounding are measured against this part of the largest one. */
    private static final double VANISHING = 1e-2;

    private BlockGoldens() {}

    /**
     * One case.
     *
     * @param file of the golden, without its ending
     * @param name of the case
     * @param json all of it
     */
    public record Golden(String file, String name, JsonObject json) {

        /** The settings of the block, as a record with their keys. */
        public <T extends Record> T settings(Class<T> type) {
            return SettingsTree.read(json.get("settings"), type);
        }

        /** A number or text of its own that the settings do not have. */
        public JsonElement get(String key) {
            return json.get(key);
        }

        /** The shape of the input. */
        public Shape inputShape() {
            return new Shape(tensor("input").shape());
        }

        /** An array of the case, such as {@code input}. */
        public Tensor tensor(String key) {
            return GoldenFile.tensor(json.getAsJsonObject(key));
        }

        /** The weights by our names. */
        public Map<String, Tensor> weights() {
            return GoldenFile.tensors(json.getAsJsonObject("weights"));
        }

        private Map<String, Tensor> gradients() {
            return GoldenFile.tensors(json.getAsJsonObject("gradients").getAsJsonObject("parameters"));
        }

        private Tensor inputGradient() {
            return GoldenFile.tensor(json.getAsJsonObject("gradients").getAsJsonObject("input"));
        }

        private NDList inputs(NDManager manager) {
            NDList inputs = new NDList(GoldenFile.array(tensor("input"), manager));
            if (json.has("mask")) {
                inputs.add(GoldenFile.array(tensor("mask"), manager));
            }
            return inputs;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** All cases of a file, {@code /goldens/FILE.json}. */
    public static List<Golden> of(String file) {
        List<Golden> goldens = new ArrayList<>();
        for (JsonElement each : GoldenFile.read(file).getAsJsonArray("blocks")) {
            JsonObject json = each.getAsJsonObject();
            goldens.add(new Golden(file, json.get("name").getAsString(), json));
        }
        return goldens;
    }

    /**
     * Holds blocks against a golden.
     *
     * @param golden the case
     * @param build makes the block, anew each time
     */
    public static void require(Golden golden, Supplier<? extends Block> build) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            Block block = loaded(golden, build, manager);
            int before = manager.getManagedArrays().size();
            double forward = requireOutput(golden, block, manager);
            assertEquals(before, manager.getManagedArrays().size(), "a forward pass left arrays behind");
            double backward = requireGradients(golden, block, manager);
            assertEquals(before, manager.getManagedArrays().size(), "a training pass left arrays behind");
            Block folded = loaded(golden, build, manager);
            Parameters.fold(folded);
            requireOutput(golden, folded, manager);
            String line = String.format(Locale.ROOT, "%s\t%.1e\t%.1e%n", golden.name(), forward, backward);
            Path table = Path.of("target", "goldens", golden.file() + "-" + golden.name() + ".tsv");
            Files.createDirectories(table.getParent());
            Files.writeString(table, line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Holds the statistics of batch norms after a pass in training against a golden's {@code statistics}.
     *
     * @param golden the case
     * @param build makes the block
     */
    public static void requireStatistics(Golden golden, Supplier<? extends Block> build) {
        Map<String, Tensor> expected = GoldenFile.tensors(golden.json().getAsJsonObject("statistics"));
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            Block block = loaded(golden, build, manager);
            block.forward(new ParameterStore(manager, false), golden.inputs(manager), true);
            Map<String, Parameter> statistics = Parameters.named(block);
            statistics.keySet().removeIf(name -> !name.contains("running_"));
            assertEquals(expected.keySet(), statistics.keySet());
            statistics.forEach((name, parameter) -> assertArrayEquals(
                    expected.get(name).values(), parameter.getArray().toFloatArray(), STATISTICS_TOLERANCE, name));
        }
    }

    private static Block loaded(Golden golden, Supplier<? extends Block> build, NDManager manager) {
        Block block = build.get();
        assertEquals(golden.weights().keySet(), Parameters.named(block).keySet(), "the names of PyTorch's parameters");
        Parameters.load(block, golden.weights(), manager, golden.inputShape());
        return block;
    }

    private static double requireOutput(Golden golden, Block block, NDManager manager) {
        try (NDManager pass = manager.newSubManager()) {
            NDList inputs = golden.inputs(pass);
            Tensor expected = golden.tensor("output");
            assertEquals(new Shape(expected.shape()), block.getOutputShapes(new Shape[] {golden.inputShape()})[0]);
            NDArray output = block.forward(new ParameterStore(pass, false), inputs, false)
                    .get(0);
            assertSameNumbers(golden.tensor("input"), inputs.get(0));
            double error = requireClose("output", expected, output, 0, OUTPUT_TOLERANCE);
            return error;
        }
    }

    private static double requireGradients(Golden golden, Block block, NDManager manager) {
        Map<String, Tensor> expected = golden.gradients();
        Map<String, Parameter> trained = Parameters.named(block);
        trained.keySet().removeIf(name -> name.contains("running_"));
        assertEquals(expected.keySet(), trained.keySet());
        trained.values().forEach(parameter -> parameter.getArray().setRequiresGradient(true));
        try (NDManager pass = manager.newSubManager();
                GradientCollector collector = PyTorch.engine().newGradientCollector()) {
            NDList inputs = golden.inputs(pass);
            inputs.get(0).setRequiresGradient(true);
            NDArray output =
                    block.forward(new ParameterStore(pass, false), inputs, true).get(0);
            String key = golden.json().has("trainingOutput") ? "trainingOutput" : "output";
            requireClose(key, golden.tensor(key), output, 0, OUTPUT_TOLERANCE);
            JavaMemory.reuse(); // gradients must not depend on what a collection takes away
            collector.backward(output.mul(GoldenFile.array(golden.tensor("cotangent"), pass))
                    .sum());
            double floor = VANISHING * largest(expected.values(), golden.inputGradient());
            double worst = requireGradient("input", golden.inputGradient(), inputs.get(0), floor);
            for (Map.Entry<String, Parameter> each : trained.entrySet()) {
                NDArray array = each.getValue().getArray();
                worst = Math.max(worst, requireGradient(each.getKey(), expected.get(each.getKey()), array, floor));
            }
            return worst;
        }
    }

    private static double requireGradient(String name, Tensor expected, NDArray array, double floor) {
        try (NDArray gradient = array.getGradient()) {
            return requireClose("gradient of " + name, expected, gradient, floor, GRADIENT_TOLERANCE);
        }
    }

    private static double largest(Iterable<Tensor> tensors, Tensor another) {
        double largest = largest(another.values());
        for (Tensor tensor : tensors) {
            largest = Math.max(largest, largest(tensor.values()));
        }
        return largest;
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** The largest difference over the largest expected magnitude, which is at least the floor. */
    private static double requireClose(String what, Tensor expected, NDArray found, double floor, double tolerance) {
        assertEquals(new Shape(expected.shape()), found.getShape(), what);
        float[] numbers = found.toFloatArray();
        float[] differences = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            differences[i] = numbers[i] - expected.values()[i];
            assertTrue(Float.isFinite(numbers[i]), () -> what + " is not finite");
        }
        double error = largest(differences) / Math.max(Math.max(floor, largest(expected.values())), Float.MIN_NORMAL);
        assertTrue(error <= tolerance, () -> what + " is off by " + error + " of its largest value");
        return error;
    }

    private static void assertSameNumbers(Tensor expected, NDArray found) {
        assertTrue(Arrays.equals(expected.values(), found.toFloatArray()), "a forward pass has changed its input");
    }
}
