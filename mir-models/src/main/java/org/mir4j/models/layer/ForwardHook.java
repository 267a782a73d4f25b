// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.function.UnaryOperator;

/**
 * Measures what comes out of one layer while an input goes through the whole network: it takes the place of the
 * parameter store, which every layer is given. The measured can be differentiated where the pass can.
 */
public final class ForwardHook extends ParameterStore {

    private final Block watched;
    private final UnaryOperator<NDArray> measure;
    private NDArray measured;

    /**
     * @param manager of the pass
     * @param watched a layer that its parent calls by {@link ForwardContext#through through}
     * @param measure from its output to a new array, since outputs are closed when they are no longer needed
     */
    public ForwardHook(NDManager manager, Block watched, UnaryOperator<NDArray> measure) {
        super(manager, false);
        this.watched = watched;
        this.measure = measure;
    }

    /** Measures an output, if it is that of the watched layer. */
    void show(Block layer, NDArray output) {
        if (layer == watched) {
            measured = measure.apply(output);
        }
    }

    /**
     * What was measured.
     *
     * @return the measure of the latest pass
     * @throws IllegalStateException if nothing has gone through the layer
     */
    public NDArray measured() {
        if (measured == null) {
            throw new IllegalStateException("no forward pass has gone through the layer yet");
        }
        return measured;
    }
}
