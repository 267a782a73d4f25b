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
import org.mir4j.models.layer.ForwardContext;

/**
 * Adds to every frame of a sequence what says where it stands.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}
 *   <li>output: {@code (B, T, E)}
 * </ul>
 */
public abstract class AddedPositions extends AbstractBlock {

    private static final byte VERSION = 1;

    /** For the positions of this package. */
    AddedPositions() {
        super(VERSION);
    }

    /** What is added to every sequence, {@code (T, E)}, a new array. */
    abstract NDArray positions(ForwardContext context, NDArray sequence);

    /** Refuses sequences that are too long. */
    abstract void requireFits(Shape sequence);

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray sequence = inputs.singletonOrThrow();
        requireFits(sequence.getShape());
        try (NDArray positions = positions(new ForwardContext(parameters, training), sequence)) {
            return new NDList(sequence.add(positions));
        }
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputs) {
        requireFits(inputs[0]);
        return new Shape[] {inputs[0]};
    }

    @Override
    protected final void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        requireFits(inputs[0]); // there is nothing below
    }
}
