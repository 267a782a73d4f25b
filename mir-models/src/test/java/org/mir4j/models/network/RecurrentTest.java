// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.RecurrentCells.Cell;

class RecurrentTest {

    private static final int FRAMES = 6;
    private static final Shape SEQUENCE = new Shape(2, FRAMES, 3);

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = PyTorch.engine().newBaseManager();
        PyTorch.engine().setRandomSeed(13);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private SequenceLayer layer(Cell cell, boolean bidirectional, double dropout) {
        SequenceLayer layer = new SequenceSettings.Recurrent(cell, 4, 2, bidirectional, dropout).build(SEQUENCE);
        layer.initialize(manager, DataType.FLOAT32, SEQUENCE);
        return layer;
    }

    private NDArray forward(SequenceLayer layer, boolean training, NDArray... inputs) {
        return layer.forward(new ParameterStore(manager, false), new NDList(inputs), training)
                .singletonOrThrow();
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void framesOfPaddingChangeNothing(Cell cell) {
        NDArray mask = manager.create(new float[] {1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0}, new Shape(2, FRAMES));
        for (boolean bidirectional : new boolean[] {false, true}) {
            SequenceLayer layer = layer(cell, bidirectional, 0);
            NDArray x = manager.randomNormal(SEQUENCE);
            NDArray alone = forward(layer, false, x.get(":, :3"));
            NDArray padded = forward(layer, false, x, mask);
            NDArray zeros = manager.zeros(alone.getShape());
            assertArrayEquals(
                    NDArrays.concat(new NDList(alone, zeros), 1).toFloatArray(), padded.toFloatArray(), 1e-6f);
            assertArrayEquals(
                    forward(layer, false, x).toFloatArray(),
                    forward(layer, false, x, manager.ones(new Shape(2, FRAMES))).toFloatArray(),
                    1e-6f);
        }
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void featuresAreLeftOutBetweenLayersInTrainingOnly(Cell cell) {
        SequenceLayer layer = layer(cell, true, 0.5);
        NDArray x = manager.randomNormal(SEQUENCE);
        NDArray mask = manager.ones(new Shape(2, FRAMES));
        for (NDArray[] inputs : new NDArray[][] {{x}, {x, mask}}) {
            assertEquals(0, difference(layer, false, inputs));
            assertTrue(difference(layer, true, inputs) > 1e-4);
        }
    }

    private float difference(SequenceLayer layer, boolean training, NDArray... inputs) {
        NDArray one = forward(layer, training, inputs);
        return one.sub(forward(layer, training, inputs)).abs().max().getFloat();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        for (Runnable attempt : new Runnable[] {
            () -> new SequenceSettings.Recurrent(Cell.GRU, 0, 1, false, 0),
            () -> new SequenceSettings.Recurrent(Cell.GRU, 1, 0, false, 0),
            () -> new SequenceSettings.Recurrent(null, 1, 1, false, 0),
            () -> new SequenceSettings.Recurrent(Cell.RNN, 1, 2, false, 1),
            () -> new SequenceSettings.Recurrent(Cell.RNN, 1, 2, false, -0.1),
            () -> new SequenceSettings.Recurrent(Cell.LSTM, 1, 1, false, 0.2)
        }) {
            assertThrows(IllegalArgumentException.class, attempt::run);
        }
    }

    @Test
    void itSaysWhereTheSequenceIsSummedUp() {
        assertEquals(SequenceReadout.LAST_FRAME, new SequenceSettings.Recurrent(Cell.RNN, 1, 1, false, 0).readout());
        assertEquals(SequenceReadout.BOTH_ENDS, new SequenceSettings.Recurrent(Cell.RNN, 1, 1, true, 0).readout());
    }
}
