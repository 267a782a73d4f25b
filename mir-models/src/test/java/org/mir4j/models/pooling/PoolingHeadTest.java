package org.mir4j.models.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.Test;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Pass;
import org.mir4j.models.sequence.Summary;

class PoolingHeadTest {

    /** Two recordings, three frames of two features each. */
    private static final float[] SEQUENCE = {1, -2, 4, -5, 1, 1, 0, 0, 3, -3, 6, 9};

    private static void requirePooled(PoolingSettings settings, Summary summary, float... expected) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            NDArray sequence = manager.create(SEQUENCE, new Shape(2, 3, 2));
            PoolingHead head = settings.build(2, summary);
            NDArray pooled = head.pool(new Pass(new ParameterStore(manager, false), false), sequence, null);
            assertEquals(new Shape(2, head.size(2)), pooled.getShape());
            assertArrayEquals(expected, pooled.toFloatArray(), 1e-6f);
            assertArrayEquals(SEQUENCE, sequence.toFloatArray());
        }
    }

    @Test
    void theMeanOverTime() {
        requirePooled(new MeanPoolingSettings(), Summary.NOWHERE, 2, -2, 3, 2);
    }

    @Test
    void theMaximumThenTheMean() {
        requirePooled(new MaxMeanPoolingSettings(), Summary.NOWHERE, 4, 1, 2, -2, 6, 9, 3, 2);
    }

    @Test
    void theLastFrame() {
        requirePooled(new LastPoolingSettings(), Summary.LAST_FRAME, 1, 1, 6, 9);
    }
}
