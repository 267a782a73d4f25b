// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.stream.IntStream;
import org.mir4j.models.engine.LoneThreads;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.FoldedLayer;
import org.mir4j.models.layer.RecurrentCells;

/**
 * {@link OpenUnmix} for inference: scales and norms are multiplied into the layers beside them, what all stems receive is
 * read once, and their recurrent networks run side by side.
 */
final class FoldedOpenUnmix {

    private static final TorchOperator FIRST = TorchOperator.of("x, w, b", "torch.tanh_(torch.linear(x, w, b))");
    private static final TorchOperator SECOND =
            TorchOperator.of("h, s, w, b", "torch.relu_(torch.linear(torch.cat([h, s], -1), w, b))");
    private static final TorchOperator THIRD =
            TorchOperator.of("x, w, b", "torch.relu_(torch.baddbmm(b, x, torch.transpose(w, 1, 2)))");

    /**
     * The network of one stem; H is how many features it has.
     *
     * @param first {@code (H, C x bins received)}
     * @param cells from H features to H
     * @param second {@code (H, 2 H)}
     * @param third {@code (C F, H)}
     */
    record Stem(FoldedLayer first, RecurrentCells cells, FoldedLayer second, FoldedLayer third) {}

    private final int channels;
    private final long seen; // how many of the lowest bins are received
    private final List<Stem> stems;
    private final FoldedLayer first; // (S H, C x bins received), (S H)
    private final FoldedLayer third; // (S, C F, H), (S, 1, C F)

    /**
     * @param channels of the mixture, C
     * @param stems the networks of all S stems, in order; the arrays of their first and third layers are copied
     * @param manager where what is made of them lives
     */
    FoldedOpenUnmix(int channels, List<Stem> stems, NDManager manager) {
        this.channels = channels;
        this.stems = stems;
        NDList firstWeights = new NDList();
        NDList firstBiases = new NDList();
        NDList thirdWeights = new NDList();
        NDList thirdBiases = new NDList();
        for (Stem stem : stems) {
            firstWeights.add(stem.first().weight());
            firstBiases.add(stem.first().bias());
            thirdWeights.add(stem.third().weight());
            thirdBiases.add(stem.third().bias());
        }
        first = new FoldedLayer(NDArrays.concat(firstWeights), NDArrays.concat(firstBiases));
        third = new FoldedLayer(
                NDArrays.stack(thirdWeights), NDArrays.stack(thirdBiases).expandDims(1));
        first.attach(manager);
        third.attach(manager);
        seen = first.weight().getShape().get(1) / channels;
        stems.forEach(stem -> stem.second().attach(manager));
    }

    /** As of {@link MaskNetwork#segments}. */
    SegmentMasks segments(NDArray magnitudes) {
        NDArray states = states(magnitudes);
        long size = states.getShape().get(0);
        return (segment, from, to) -> {
            NDArray rows = states.get(new NDIndex(":, {}, {}:{}", segment, from, to));
            NDArray masks = THIRD.apply(rows, third.weight(), third.bias());
            return masks.reshape(size, to - from, channels, -1).transpose(0, 2, 3, 1);
        };
    }

    /** {@code (B, C, F, T)} magnitudes to what the third layers receive, {@code (S, B, T, H)}. */
    private NDArray states(NDArray magnitudes) {
        Shape shape = magnitudes.getShape();
        NDManager manager = magnitudes.getManager();
        try (NDManager scope = manager.newSubManager()) {
            NDArray lowest = magnitudes.get(new NDIndex(":, :, :{}", seen));
            lowest.attach(scope);
            NDArray rows = lowest.transpose(0, 3, 1, 2).reshape(shape.get(0), shape.get(3), channels * seen);
            NDList codes = FIRST.apply(rows, first.weight(), first.bias()).split(stems.size(), 2);
            List<Integer> numbers = IntStream.range(0, stems.size()).boxed().toList();
            List<NDArray> states = magnitudes.getDevice().isGpu()
                    ? numbers.stream()
                            .map(number -> state(stems.get(number), codes.get(number)))
                            .toList()
                    : LoneThreads.all("separation", numbers, number -> state(stems.get(number), codes.get(number)));
            NDArray together = NDArrays.stack(new NDList(states));
            together.attach(manager);
            return together;
        }
    }

    /** {@code (B, T, H)} after the first layer of a stem to as much after the second. */
    private static NDArray state(Stem stem, NDArray code) {
        ParameterStore parameters = new ParameterStore(code.getManager(), false);
        NDArray read = stem.cells().forward(parameters, new NDList(code), false).singletonOrThrow();
        return SECOND.apply(code, read, stem.second().weight(), stem.second().bias());
    }
}
