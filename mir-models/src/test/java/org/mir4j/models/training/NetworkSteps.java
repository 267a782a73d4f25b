// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.function.BiFunction;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.layer.ForwardContext;

/** The steps of a network by hand, for tests of tasks. */
public final class NetworkSteps<B extends TrainingBatch> implements AutoCloseable {

    private final TrainableNetwork<B> network;

    /** A network that starts from some weights, on the CPU. */
    public NetworkSteps(TrainingTask<B, ?> task, Map<String, Tensor> start) {
        network = new TrainableNetwork<>(task, start, Device.cpu());
    }

    /** The loss before a step. */
    public double learn(B batch, double factor, long number) {
        return network.step(batch, factor, number);
    }

    /** The weights as they are now. */
    public Map<String, Tensor> weights() {
        return network.weights();
    }

    /** The running mean of the weights. */
    public Map<String, Tensor> averagedWeights() {
        return network.averagedWeights();
    }

    /** What comes out of a use of the network with the running mean of its weights. */
    public <R> R averaged(BiFunction<ForwardContext, NDManager, R> use) {
        return network.averaged(use);
    }

    /** How many numbers can learn. */
    public long trainable() {
        return network.trainable();
    }

    /** How many arrays it holds. */
    public int arrays() {
        return network.arrays();
    }

    @Override
    public void close() {
        network.close();
    }
}
