// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Optional;
import org.mir4j.models.layer.ForwardContext;

/**
 * What positions do within the attention of a layer. It takes part in three places, any of which may be left out, and
 * has no forward pass of its own.
 */
public abstract class AttentionPositions extends AbstractBlock {

    private static final byte VERSION = 1;

    /** For the positions of this package. */
    AttentionPositions() {
        super(VERSION);
    }

    /** Queries or keys, {@code (B, H, T, d)}, as their positions change them: a new array, if at all. */
    Optional<NDArray> turned(NDArray x) {
        return Optional.empty();
    }

    /** What positions add to the scores of queries, {@code (B, H, T, T)}. */
    Optional<NDArray> scores(ForwardContext context, NDArray queries) {
        return Optional.empty();
    }

    /** What positions add to the values that have been summed by weights {@code (B, H, T, T)}: {@code (B, H, T, d)}. */
    Optional<NDArray> values(ForwardContext context, NDArray weights) {
        return Optional.empty();
    }

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        throw new UnsupportedOperationException("positions within attention take part in it, and have no pass alone");
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }

    @Override
    protected final void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        // there is nothing below
    }
}
