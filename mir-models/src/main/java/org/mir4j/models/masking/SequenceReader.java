// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.mir4j.models.layer.Pass;
import org.mir4j.models.layer.RecurrentCells;
import org.mir4j.models.layer.Temporaries;

/**
 * Reads many sequences side by side, and adds what it has understood: {@code x + fc(cells(norm(x)))}.
 *
 * <ul>
 *   <li>input: {@code (B, M, L, N)}: M sequences of length L
 *   <li>output: the same shape
 * </ul>
 *
 * <p>Parameters: {@code norm}, {@code rnn}, {@code fc}.
 */
final class SequenceReader extends AbstractBlock {

    private static final byte VERSION = 1;
    private static final float EPSILON = 1e-5f;

    private final int features;
    private final LayerNorm norm;
    private final RecurrentCells cells;
    private final Linear layer;
    private final int states;

    /**
     * @param settings of the cells, which read both ways
     * @param features N
     */
    SequenceReader(RecurrentCells.Settings settings, int features) {
        super(VERSION);
        this.features = features;
        states = 2 * settings.hidden();
        norm = addChildBlock(
                "norm", LayerNorm.builder().axis(3).optEpsilon(EPSILON).build());
        cells = addChildBlock("rnn", new RecurrentCells(settings, features));
        layer = addChildBlock("fc", FullyConnected.withBias(states, features));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        Pass pass = new Pass(parameters, training);
        NDArray x = inputs.singletonOrThrow();
        Shape shape = x.getShape();
        try (Temporaries temporaries = new Temporaries()) {
            NDArray normed = temporaries.of(pass.through(norm, x));
            NDArray rows = temporaries.of(normed.reshape(shape.get(0) * shape.get(1), shape.get(2), features));
            NDArray read = temporaries.of(pass.through(cells, rows));
            NDArray understood = temporaries.of(pass.through(layer, read));
            return new NDList(x.add(temporaries.of(understood.reshape(shape))));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0]};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape shape = inputs[0];
        long sequences = shape.get(0) * shape.get(1);
        norm.initialize(manager, type, shape);
        cells.initialize(manager, type, new Shape(sequences, shape.get(2), features));
        layer.initialize(manager, type, new Shape(sequences, shape.get(2), states));
    }
}
