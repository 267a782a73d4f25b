// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mir4j.models.engine.NativeCopy;

/**
 * The running mean of the weights of a network that learns, which is steadier than the weights themselves:
 * {@code mean += (1 - decay) (weight - mean)} after every step.
 *
 * <p>While there are few steps the decay is {@code (1 + step) / (10 + step)}, so that the weights that it
 * began with are soon forgotten.
 *
 * <p>Source: Polyak, Juditsky, "Acceleration of stochastic approximation by averaging", SIAM J. Control Optim. 1992, in
 * the exponential form of Tarvainen, Valpola, "Mean teachers", NeurIPS 2017, section 2.
 */
final class ExponentialMovingAverage {

    private final double decay;
    private final NDManager manager;
    private final Map<String, Parameter> weights;
    private final Map<String, NDArray> means = new LinkedHashMap<>();

    /**
     * @param decay from 0, where the mean is the last weights, to less than 1
     * @param weights by name, as they are before the first step
     * @param manager where the means live
     */
    ExponentialMovingAverage(double decay, Map<String, Parameter> weights, NDManager manager) {
        this.decay = decay;
        this.weights = weights;
        this.manager = manager;
        weights.forEach((name, weight) -> {
            NDArray mean = weight.getArray().duplicate();
            mean.attach(manager);
            means.put(name, mean);
        });
    }

    /** Takes in the weights after a step, which are numbered from 1. */
    void follow(long step) {
        double part = 1 - Math.min(decay, (1.0 + step) / (10 + step));
        means.forEach((name, mean) -> {
            try (NDArray difference = weights.get(name).getArray().sub(mean)) {
                mean.addi(difference.muli(part));
            }
        });
    }

    /**
     * Gives the network the means and keeps its weights in their place, or the other way round. All memory that this takes
     * is taken first: if there is not enough, all is as it was.
     */
    void exchange() {
        try (NDManager scope = manager.newSubManager()) {
            Map<String, NDArray> kept = new LinkedHashMap<>();
            for (String name : means.keySet()) {
                NDArray weight = weights.get(name).getArray().duplicate();
                weight.attach(scope);
                kept.put(name, weight);
            }
            means.forEach((name, mean) -> {
                NativeCopy.into(weights.get(name).getArray(), mean);
                NativeCopy.into(mean, kept.get(name));
            });
        }
    }

    /** Arrays by the names of the weights, which still belong to this. */
    Map<String, NDArray> means() {
        return means;
    }

    /** Takes over the mean of another run. */
    void restore(String name, NDArray mean) {
        mean.attach(manager);
        means.put(name, mean).close();
    }
}
