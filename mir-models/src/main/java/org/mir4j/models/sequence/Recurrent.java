package org.mir4j.models.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.Gru;
import org.mir4j.models.layer.Pass;

/**
 * A recurrent network over time, many to many.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}
 *   <li>output: {@code (B, T, hidden)}, or {@code (B, T, 2 hidden)} with both directions, forward first
 * </ul>
 */
public final class Recurrent extends SequenceLayer {

    private final Gru cells;

    /**
     * @param settings sizes and directions
     * @param features of a frame, E
     */
    public Recurrent(RecurrentSettings settings, int features) {
        cells = addChildBlock(
                "cells", new Gru(features, settings.hidden(), settings.layers(), settings.bidirectional()));
    }

    @Override
    NDArray transform(Pass pass, NDArray sequence, NDArray mask) {
        return pass.through(cells, sequence);
    }

    @Override
    Shape transformedShape(Shape sequence) {
        return cells.getOutputShapes(new Shape[] {sequence})[0];
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        cells.initialize(manager, type, inputs[0]);
    }
}
