// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.Map;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.checkpoint.WeightsFormat;

/** What a model does, with all that is needed to build it. */
public sealed interface ModelTask permits TaggingTask, SeparationTask {

    /**
     * Builds the network.
     *
     * @return a new block without parameters
     * @throws IllegalArgumentException if its settings do not fit each other
     */
    Block build();

    /**
     * What reaches the network at once, one at a time.
     *
     * @return the shape from which those of all parameters follow
     */
    Shape inputShape();

    /**
     * In which form the weights lie in a store.
     *
     * @return tensors, or a network together with its weights
     */
    WeightsFormat format();

    /**
     * Refuses weights that cannot be those of the network, as far as that can be told without an engine.
     *
     * @param weights by our names
     * @throws IllegalArgumentException if they cannot; the message says what they do, and goes on from their name
     */
    void requireOutputs(Map<String, Tensor> weights);
}
