// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** A block from one array to another. */
public abstract class LayerBlock extends AbstractBlock {

    private static final byte VERSION = 1;

    /** A block without parameters. */
    protected LayerBlock() {
        super(VERSION);
    }

    /**
     * Computes the output.
     *
     * @param context the forward pass
     * @param x the input, which stays open
     * @return a new array
     */
    protected abstract NDArray apply(ForwardContext context, NDArray x);

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        return new NDList(apply(new ForwardContext(parameters, training), inputs.singletonOrThrow()));
    }
}
