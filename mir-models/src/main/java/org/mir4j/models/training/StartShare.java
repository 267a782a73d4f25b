// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.NativeCopy;

/**
 * A share of the weights that a training started from in those that come out of it, which knows what it was taught and forgets
 * less of what the start could do with anything else: {@code share start + (1 - share) weight}.
 *
 * <p>Source: Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022.
 */
final class StartShare {

    private final float share;
    private final Map<String, Parameter> weights;
    private final NDManager manager;
    private final Map<String, NDArray> starts = new LinkedHashMap<>();

    /**
     * @param share of the start, from 0 to less than 1
     * @param start by name; what is not there, or of another shape, has no share
     * @param weights by name
     * @param manager where the start lives
     */
    StartShare(double share, Map<String, Tensor> start, Map<String, Parameter> weights, NDManager manager) {
        this.share = (float) share;
        this.weights = weights;
        this.manager = manager;
        weights.forEach((name, weight) -> {
            Tensor tensor = start.get(name);
            Shape shape = weight.getArray().getShape();
            if (tensor != null && Arrays.equals(tensor.shape(), shape.getShape())) {
                starts.put(name, manager.create(tensor.values(), shape));
            }
        });
    }

    /** Does something with a network in whose weights the start has its share; afterwards they are as they were. */
    <R> R during(Supplier<R> use) {
        try (NDManager scope = manager.newSubManager()) {
            Map<String, NDArray> kept = new LinkedHashMap<>();
            starts.keySet().forEach(name -> {
                NDArray weight = weights.get(name).getArray().duplicate();
                weight.attach(scope);
                kept.put(name, weight);
            });
            try {
                starts.forEach((name, start) -> {
                    NDArray mixed = kept.get(name).mul(1 - share).addi(start.mul(share));
                    NativeCopy.into(weights.get(name).getArray(), mixed);
                });
                return use.get();
            } finally {
                kept.forEach((name, weight) -> NativeCopy.into(weights.get(name).getArray(), weight));
            }
        }
    }
}
