// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;

class PatchesTest {

    private static final Shape SPECTROGRAM = new Shape(1, 1, 3, 5);

    /** What comes out for the numbers 0, 1, 2 ... of a spectrogram, the lowest band first. */
    private static float[] encoded(Encoder encoder, Map<String, Tensor> weights, Shape expected) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            Parameters.load(encoder, weights, manager, SPECTROGRAM);
            assertEquals(expected, encoder.getOutputShapes(new Shape[] {SPECTROGRAM})[0]);
            NDArray input = manager.arange(0, 15, 1, DataType.FLOAT32).reshape(SPECTROGRAM);
            NDArray output = encoder.forward(new ParameterStore(manager, false), new NDList(input), false)
                    .singletonOrThrow();
            assertEquals(expected, output.getShape());
            return output.toFloatArray();
        }
    }

    @Test
    void patchesOfOneBandFollowEachOtherAndThenThoseOfTheNext() {
        float[] corners = {1, 0, 0, 0, 0, 0, 0, 1}; // the first and the last number of a patch
        Map<String, Tensor> weights = Map.of(
                "project.weight", new Tensor(new long[] {2, 1, 2, 2}, corners),
                "project.bias", new Tensor(new long[] {2}, new float[] {0, 100}));
        assertArrayEquals(
                new float[] {0, 106, 2, 108, 5, 111, 7, 113},
                encoded(new EncoderSettings.Patches(2, 2, 2, 1, 2).build(3), weights, new Shape(1, 4, 2)));
    }

    @Test
    void framesAreTheColumnsOfTheSpectrogram() {
        assertArrayEquals(
                new float[] {0, 5, 10, 1, 6, 11, 2, 7, 12, 3, 8, 13, 4, 9, 14},
                encoded(new EncoderSettings.Frames(false).build(3), Map.of(), new Shape(1, 5, 3)));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        for (Shape small : new Shape[] {new Shape(1, 1, 3, 9), new Shape(1, 1, 9, 2)}) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> new EncoderSettings.Patches(2, 4, 3, 4, 3)
                                    .build(3)
                                    .getOutputShapes(new Shape[] {small}))
                    .getMessage();
            assertTrue(message.contains(small + " is smaller than a patch of 4 bands and 3 frames"), message);
        }
        assertThrows(IllegalArgumentException.class, () -> new EncoderSettings.Patches(0, 4, 3, 4, 3));
        assertThrows(IllegalArgumentException.class, () -> new EncoderSettings.Patches(2, 4, 3, 5, 3));
        assertThrows(IllegalArgumentException.class, () -> new EncoderSettings.Patches(2, 4, 3, 4, 0));
    }
}
