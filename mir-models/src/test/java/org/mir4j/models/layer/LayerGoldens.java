// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mir4j.models.GoldenFile;
import org.mir4j.models.checkpoint.Tensor;

/** The goldens of {@code make_layers.py}, and how a block is held against one. */
public final class LayerGoldens {

    private static final float TOLERANCE = 1e-5f;

    private LayerGoldens() {}

    public static JsonElement of(String layer) {
        return GoldenFile.read("layers").get(layer);
    }

    public static List<JsonObject> all(String layer) {
        List<JsonObject> goldens = new ArrayList<>();
        of(layer).getAsJsonArray().forEach(golden -> goldens.add(golden.getAsJsonObject()));
        return goldens;
    }

    static Map<String, Tensor> weights(JsonObject golden) {
        return GoldenFile.tensors(golden.getAsJsonObject("weights"));
    }

    static NDArray input(JsonObject golden, NDManager manager) {
        return GoldenFile.array(GoldenFile.tensor(golden.getAsJsonObject("input")), manager);
    }

    static NDArray infer(Block block, NDArray input) {
        return block.forward(new ParameterStore(input.getManager(), false), new NDList(input), false)
                .singletonOrThrow();
    }

    static void requireClose(Tensor expected, NDArray found) {
        assertEquals(new Shape(expected.shape()), found.getShape());
        assertArrayEquals(expected.values(), found.toFloatArray(), TOLERANCE);
    }

    /**
     * Loads the golden's weights into a block, and asks that the block gives the golden's output, before and after its
     * batch norms are folded, and leaves nothing behind but the output.
     */
    public static void requireGolden(Block block, JsonObject golden, NDManager manager) {
        Tensor expected = GoldenFile.tensor(golden.getAsJsonObject("output"));
        try (NDManager scope = manager.newSubManager()) {
            Map<String, Tensor> weights = weights(golden);
            Parameters.load(
                    block,
                    weights,
                    scope,
                    new Shape(GoldenFile.tensor(golden.getAsJsonObject("input")).shape()));
            assertEquals(Set.copyOf(weights.keySet()), Parameters.named(block).keySet());
            int loaded = scope.getManagedArrays().size();
            requireOutput(block, golden, scope, expected);
            assertEquals(loaded, scope.getManagedArrays().size());
            Parameters.fold(block);
            int folded = scope.getManagedArrays().size();
            requireOutput(block, golden, scope, expected);
            Parameters.fold(block);
            requireOutput(block, golden, scope, expected);
            assertEquals(folded, scope.getManagedArrays().size());
        }
    }

    private static void requireOutput(Block block, JsonObject golden, NDManager manager, Tensor expected) {
        try (NDManager scope = manager.newSubManager();
                NDArray input = input(golden, scope)) {
            Shape shape = block.getOutputShapes(new Shape[] {input.getShape()})[0];
            assertEquals(new Shape(expected.shape()), shape);
            requireClose(expected, infer(block, input));
        }
    }
}
