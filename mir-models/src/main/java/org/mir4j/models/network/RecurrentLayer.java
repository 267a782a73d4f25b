// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.RecurrentCells;

/**
 * A recurrent network over time, many to many: an RNN, an LSTM or a GRU.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}; optionally a mask {@code (B, T)}, 1 for a valid frame and 0 for padding, where the
 *       valid frames of a row come first
 *   <li>output: {@code (B, T, hidden)}, or {@code (B, T, 2 hidden)} with both directions, forward first; zeros where
 *       the mask is zero
 * </ul>
 *
 * <p>Parameters: those of {@link RecurrentCells}, {@code cells}; equations and sources:
 * {@link RecurrentCells.Cell}.
 */
final class RecurrentLayer extends SequenceLayer {

    private final RecurrentCells cells;

    /**
     * @param settings cells, sizes and directions
     * @param features of a frame, E
     */
    RecurrentLayer(SequenceSettings.Recurrent settings, int features) {
        cells = addChildBlock("cells", new RecurrentCells(settings.cells(), features));
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray sequence, NDArray mask) {
        return context.through(cells, sequence, mask);
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
