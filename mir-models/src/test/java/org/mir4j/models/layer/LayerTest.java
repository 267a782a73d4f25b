// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.GoldenFile;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.RecurrentCells.Cell;

/** Layers against PyTorch's. */
class LayerTest {

    private static NDManager manager;

    @BeforeAll
    static void open() {
        manager = PyTorch.engine().newBaseManager();
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    static List<JsonObject> grus() {
        return LayerGoldens.all("gru");
    }

    static List<JsonObject> convNorms() {
        return LayerGoldens.all("convNorm");
    }

    private static RecurrentCells gru(JsonObject golden) {
        RecurrentCells.Settings settings = new RecurrentCells.Settings(
                Cell.GRU,
                golden.get("hiddenSize").getAsInt(),
                golden.get("layers").getAsInt(),
                golden.get("bidirectional").getAsBoolean(),
                0);
        return new RecurrentCells(settings, golden.get("inputSize").getAsInt());
    }

    private static ConvNorm convNorm(JsonObject golden) {
        JsonObject sizes = golden.getAsJsonObject("sizes");
        int axes = golden.getAsJsonObject("input").getAsJsonArray("shape").size() - 2;
        return new ConvNorm(
                new ConvNorm.Settings(
                        sizes.get("out_channels").getAsInt(),
                        everyAxis(axes, sizes.get("kernel_size").getAsInt()),
                        everyAxis(axes, sizes.get("stride").getAsInt()),
                        everyAxis(axes, sizes.get("padding").getAsInt()),
                        sizes.get("groups").getAsInt(),
                        sizes.get("bias").getAsBoolean()),
                1e-3f);
    }

    private static Shape everyAxis(int axes, long size) {
        return axes == 1 ? new Shape(size) : new Shape(size, size);
    }

    @ParameterizedTest
    @MethodSource("grus")
    void recurrentUnitsAreTorchs(JsonObject golden) {
        LayerGoldens.requireGolden(gru(golden), golden, manager);
    }

    @Test
    void recurrentUnitsKeepTorchsOrderOfParameters() {
        JsonObject golden = grus().get(3);
        assertEquals(
                List.copyOf(LayerGoldens.weights(golden).keySet()),
                List.copyOf(Parameters.named(gru(golden)).keySet()));
    }

    @Test
    void recurrentUnitsRefuseOtherSizes() {
        RecurrentCells gru = new RecurrentCells(new RecurrentCells.Settings(Cell.GRU, 2, 1, false, 0), 3);
        for (Shape shape : List.of(new Shape(1, 4, 5), new Shape(4, 3))) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> gru.getOutputShapes(new Shape[] {shape}))
                    .getMessage();
            assertTrue(message.contains("(B, T, 3)") && message.contains(shape.toString()), message);
        }
    }

    @ParameterizedTest
    @MethodSource("convNorms")
    void convolutionsAreTorchsFoldedOrNot(JsonObject golden) {
        LayerGoldens.requireGolden(convNorm(golden), golden, manager);
    }

    @Test
    void activationsAreTorchsAndLeaveTheirInputAlone() {
        JsonObject golden = LayerGoldens.of("hardSwish").getAsJsonObject();
        try (NDManager scope = manager.newSubManager()) {
            NDArray x = LayerGoldens.input(golden, scope);
            float[] before = x.toFloatArray();
            LayerGoldens.requireClose(
                    GoldenFile.tensor(golden.getAsJsonObject("output")), Activations.HARD_SWISH.apply(x));
            assertArrayEquals(
                    new float[] {0, 2},
                    Activations.RELU.apply(scope.create(new float[] {-1, 2})).toFloatArray());
            assertSame(x, Activations.NONE.apply(x));
            assertArrayEquals(before, x.toFloatArray());
        }
    }

    @Test
    void aFoldedBlockRefusesToBeTrained() {
        JsonObject golden = convNorms().get(2);
        try (NDManager scope = manager.newSubManager()) {
            ConvNorm block = convNorm(golden);
            NDArray input = LayerGoldens.input(golden, scope);
            Parameters.load(block, LayerGoldens.weights(golden), scope, input.getShape());
            ParameterStore parameters = new ParameterStore(scope, false);
            block.forward(parameters, new NDList(input), true);
            block.fold();
            assertThrows(IllegalStateException.class, () -> block.forward(parameters, new NDList(input), true));
        }
    }

    @Test
    void filtersLaidOutForTrainingKeepTheirValuesAndGradients() {
        try (NDManager scope = manager.newSubManager()) {
            Shape shape = new Shape(2, 3, 8, 6);
            NDArray input = scope.arange((float) shape.size()).sin().reshape(shape);
            ConvNorm usual = new ConvNorm(ConvNorm.Settings.same(4, new Shape(3, 3)), 1e-3f);
            usual.initialize(scope, DataType.FLOAT32, shape);
            Map<String, Tensor> weights = new LinkedHashMap<>();
            Parameters.named(usual)
                    .forEach((name, parameter) -> weights.put(
                            name,
                            new Tensor(
                                    parameter.getShape().getShape(),
                                    parameter.getArray().toFloatArray())));
            ConvNorm laidOut = new ConvNorm(ConvNorm.Settings.same(4, new Shape(3, 3)), 1e-3f);
            Parameters.load(laidOut, weights, scope, shape);
            int before = scope.getManagedArrays().size();
            Parameters.channelsLast(laidOut);
            assertEquals(before, scope.getManagedArrays().size());
            assertFalse(filters(laidOut).hasGradient(), "frozen parameters stay frozen");
            Parameters.named(laidOut).get("conv.weight").freeze(false);
            for (int step = 0; step < 3; step++) {
                assertArrayEquals(
                        filters(usual).toFloatArray(), filters(laidOut).toFloatArray(), 1e-5f);
                assertArrayEquals(trained(usual, input), trained(laidOut, input), 1e-5f);
            }
        }
    }

    private static NDArray filters(ConvNorm block) {
        return Parameters.named(block).get("conv.weight").getArray();
    }

    /** The gradient of the filters, after a step along it. */
    private static float[] trained(ConvNorm block, NDArray input) {
        NDArray filters = filters(block);
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = PyTorch.engine().newGradientCollector()) {
            NDArray output = block.forward(new ParameterStore(scope, false), new NDList(input), true)
                    .singletonOrThrow();
            collector.backward(output.mul(output).mul(output).mean());
        }
        try (NDArray gradient = filters.getGradient()) {
            Optimizer.sgd()
                    .setLearningRateTracker(Tracker.fixed(0.1f))
                    .build()
                    .update("conv.weight", filters, gradient);
            return gradient.toFloatArray();
        }
    }

    @Test
    void whatIsMissingSuperfluousOrOfAnotherShapeIsListed() {
        JsonObject golden = convNorms().get(0);
        Map<String, Tensor> weights = LayerGoldens.weights(golden);
        weights.remove("bn.running_var");
        weights.put("bn.extra", new Tensor(new long[0], new float[1]));
        weights.put("conv.weight", new Tensor(new long[] {4, 3}, new float[12]));
        String message = refusal(golden, weights);
        assertTrue(message.contains("bn.running_var is missing"), message);
        assertTrue(message.contains("bn.extra belongs nowhere"), message);
        assertTrue(message.contains("conv.weight has the shape (4, 3), expected (4, 3, 3)"), message);
        for (int i = 0; i < 5; i++) {
            weights.put("more" + i, new Tensor(new long[0], new float[1]));
        }
        assertTrue(refusal(golden, weights).endsWith("and 3 more."), message);
    }

    private static String refusal(JsonObject golden, Map<String, Tensor> weights) {
        JsonArray shape = golden.getAsJsonObject("input").getAsJsonArray("shape");
        try (NDManager scope = manager.newSubManager()) {
            Shape input = new Shape(
                    shape.asList().stream().mapToLong(size -> size.getAsLong()).toArray());
            return assertThrows(ModelException.class, () -> Parameters.load(convNorm(golden), weights, scope, input))
                    .getMessage();
        }
    }

    @Test
    void settingsOfConvolutions() {
        ConvNorm.Settings same = ConvNorm.Settings.same(8, new Shape(3, 7));
        assertEquals(new Shape(1, 3), same.padding());
        assertEquals(new Shape(1, 1), same.stride());
        assertEquals(new Shape(3, 7), same.kernel());
        assertTrue(same.bias());
        ConvNorm.Settings changed = same.padded(new Shape(0, 0)).grouped(4).withoutBias();
        assertEquals(new ConvNorm.Settings(8, new Shape(3, 7), new Shape(1, 1), new Shape(0, 0), 4, false), changed);
    }
}
