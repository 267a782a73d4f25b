// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.util.Map;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.training.NetworkSteps;

/** The steps of a tagger on batches that are made by hand. */
final class TaggingSteps implements AutoCloseable {

    private final TaggingTraining task;
    private final NetworkSteps<TaggingBatch> network;

    TaggingSteps(TaggingRecipe recipe, ModelSpec spec, Map<String, Tensor> start) {
        task = new TaggingTraining(recipe, spec);
        network = new NetworkSteps<>(task, start);
    }

    double learn(TaggingBatch batch, double factor, long number) {
        return network.learn(batch, factor, number);
    }

    /** The loss of a batch with the running mean of the weights, or without one with the weights themselves. */
    double averagedLoss(TaggingBatch batch) {
        return network.averaged((pass, manager) -> task.score(batch, pass, manager))
                .loss();
    }

    Map<String, Tensor> weights() {
        return network.weights();
    }

    Map<String, Tensor> averagedWeights() {
        return network.averagedWeights();
    }

    void requireBatch(int windows) {
        task.requireBatch(windows);
    }

    long trainable() {
        return network.trainable();
    }

    int arrays() {
        return network.arrays();
    }

    @Override
    public void close() {
        network.close();
    }
}
