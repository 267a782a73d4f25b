// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.SequenceBlock;

/**
 * A block from sequences to sequences.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}; optionally a mask {@code (B, T)}, 1 for a valid frame and 0 for padding
 *   <li>output: {@code (B, T', E')}
 * </ul>
 */
abstract class SequenceLayer extends SequenceBlock {

    /**
     * Which frames of the output belong to the recording.
     *
     * @param mask of the sequence that goes in, {@code (B, T)}
     * @return {@code (B, T')}, attached where the mask is; the mask itself if as many frames come out
     */
    NDArray mask(NDArray mask) {
        return mask;
    }

    /** The shape that {@link #apply} gives for a sequence's shape. */
    abstract Shape transformedShape(Shape sequence);

    @Override
    public final Shape[] getOutputShapes(Shape[] inputs) {
        Shape sequence = inputs[0];
        if (sequence.dimension() != 3) {
            throw new IllegalArgumentException("a sequence layer expects sequences (B, T, E), got " + sequence);
        }
        return new Shape[] {transformedShape(sequence)};
    }
}
