// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.BlockGoldens;
import org.mir4j.models.BlockGoldens.Golden;
import org.mir4j.models.GoldenFile;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.Parameters;

/** Pooling heads against their equations in PyTorch, with and without padding. */
class PoolingGoldensTest {

    /** The settings of a golden. */
    public record Holder(PoolingSettings pooling) {}

    static List<Golden> goldens() {
        return BlockGoldens.of("pooling-heads");
    }

    private static PoolingHead head(Golden golden) {
        String readout = golden.get("summary").getAsString();
        return golden.settings(Holder.class)
                .pooling()
                .build(
                        (int) golden.inputShape().get(2),
                        SequenceReadout.valueOf(readout.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void headsAreTorchs(Golden golden) {
        BlockGoldens.require(golden, () -> head(golden));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void weightsSayHowMuchEachFrameCountsAndSumToOneWithoutPadding(Golden golden) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            PoolingHead head = head(golden);
            Parameters.load(head, golden.weights(), manager, golden.inputShape());
            int before = manager.getManagedArrays().size();
            try (NDManager scope = manager.newSubManager()) {
                NDArray sequence = GoldenFile.array(golden.tensor("input"), scope);
                boolean masked = golden.json().has("mask");
                NDArray mask = masked ? GoldenFile.array(golden.tensor("mask"), scope) : null;
                NDArray weights =
                        head.weights(new ForwardContext(new ParameterStore(scope, false), false), sequence, mask);
                Tensor expected = golden.tensor("frameWeights");
                assertEquals(new Shape(expected.shape()), weights.getShape());
                assertArrayEquals(expected.values(), weights.toFloatArray(), 1e-5f);
                assertTrue(weights.sum(new int[] {1}).sub(1).abs().max().getFloat() < 1e-5);
                if (masked) {
                    NDArray padding = mask.neg().add(1).expandDims(2);
                    assertEquals(0, weights.mul(padding).abs().max().getFloat());
                }
            }
            assertEquals(before, manager.getManagedArrays().size(), "weights left arrays behind");
        }
    }
}
