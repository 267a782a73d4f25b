// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A block from sequences {@code (B, T, E)} to another array, which takes a second input if some frames are padding: a
 * mask {@code (B, T)}, 1 for a valid frame and 0 for padding.
 */
public abstract class SequenceBlock extends AbstractBlock {

    private static final byte VERSION = 1;

    /** A block without parameters. */
    protected SequenceBlock() {
        super(VERSION);
    }

    /**
     * Computes the output.
     *
     * @param context the forward pass
     * @param sequence {@code (B, T, E)}, which stays open
     * @param mask {@code (B, T)}, which stays open; null if all frames are valid
     * @return a new array
     */
    protected abstract NDArray apply(ForwardContext context, NDArray sequence, NDArray mask);

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray mask = inputs.size() > 1 ? inputs.get(1) : null;
        return new NDList(apply(new ForwardContext(parameters, training), inputs.get(0), mask));
    }
}
