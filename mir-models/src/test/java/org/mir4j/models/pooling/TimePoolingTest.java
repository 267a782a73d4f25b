package org.mir4j.models.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.mir4j.models.engine.PyTorch;

class TimePoolingTest {

    /** Two recordings, three frames of two features each. */
    private static final float[] SEQUENCE = {1, -2, 4, -5, 1, 1, 0, 0, 3, -3, 6, 9};

    private static void requirePooled(TimePooling pooling, float... expected) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            NDArray sequence = manager.create(SEQUENCE, new Shape(2, 3, 2));
            NDArray pooled = pooling.apply(sequence);
            assertEquals(new Shape(2, pooling.size(2)), pooled.getShape());
            assertArrayEquals(expected, pooled.toFloatArray(), 1e-6f);
            assertArrayEquals(SEQUENCE, sequence.toFloatArray());
        }
    }

    @Test
    void theMeanOverTime() {
        requirePooled(TimePooling.MEAN, 2, -2, 3, 2);
    }

    @Test
    void theMaximumThenTheMean() {
        requirePooled(TimePooling.MAX_MEAN, 4, 1, 2, -2, 6, 9, 3, 2);
    }

    @Test
    void theLastFrame() {
        requirePooled(TimePooling.LAST, 1, 1, 6, 9);
    }
}
