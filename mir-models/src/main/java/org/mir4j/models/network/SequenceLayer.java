// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.mir4j.models.layer.ForwardContext;

/**
 * A block from sequences to sequences.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}; optionally a mask {@code (B, T)}, 1 for a valid frame and 0 for padding
 *   <li>output: {@code (B, T', E')}
 * </ul>
 */
public abstract class SequenceLayer extends AbstractBlock {

    private static final byte VERSION = 1;

    /** For the layers of this package. */
    SequenceLayer() {
        super(VERSION);
    }

    /** The whole way of a sequence through the layer; the mask is null if all frames are valid. */
    abstract NDArray transform(ForwardContext context, NDArray sequence, NDArray mask);

    /**
     * Which of the frames that come out stand for the recording.
     *
     * @param mask of the sequence that goes in, {@code (B, T)}
     * @return {@code (B, T')}, attached where the mask is; the mask itself if as many frames come out
     */
    public NDArray mask(NDArray mask) {
        return mask;
    }

    /** The shape that {@link #transform} gives for a sequence's shape. */
    abstract Shape transformedShape(Shape sequence);

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray mask = inputs.size() > 1 ? inputs.get(1) : null;
        return new NDList(transform(new ForwardContext(parameters, training), inputs.get(0), mask));
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputs) {
        Shape sequence = inputs[0];
        if (sequence.dimension() != 3) {
            throw new IllegalArgumentException("a sequence layer expects sequences (B, T, E), got " + sequence);
        }
        return new Shape[] {transformedShape(sequence)};
    }
}
