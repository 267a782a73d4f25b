// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Pass;

class PoolingHeadTest {

    /** Two recordings, three frames of two features each. */
    private static final float[] SEQUENCE = {1, -2, 4, -5, 1, 1, 0, 0, 3, -3, 6, 9};

    static List<PoolingSettings> headsOverFrames() {
        return List.of(
                new PoolingSettings.Mean(),
                new PoolingSettings.Max(),
                new PoolingSettings.MaxMean(),
                new PoolingSettings.Attention(3),
                new PoolingSettings.SplitAttention(),
                new PoolingSettings.Auto(1, true, 0, 0));
    }

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

    private static void requireRefused(PoolingSettings settings, int features, Summary summary, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> settings.build(features, summary))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void theMeanOverTime() {
        requirePooled(new PoolingSettings.Mean(), Summary.NOWHERE, 2, -2, 3, 2);
    }

    @Test
    void theMaximumOverTime() {
        requirePooled(new PoolingSettings.Max(), Summary.NOWHERE, 4, 1, 6, 9);
    }

    @Test
    void theMaximumThenTheMean() {
        requirePooled(new PoolingSettings.MaxMean(), Summary.NOWHERE, 4, 1, 2, -2, 6, 9, 3, 2);
    }

    @Test
    void theLastFrame() {
        requirePooled(new PoolingSettings.Last(), Summary.LAST_FRAME, 1, 1, 6, 9);
    }

    @Test
    void theLastFrameOfTheForwardHalfAndTheFirstOfTheBackwardHalf() {
        requirePooled(new PoolingSettings.Last(), Summary.BOTH_ENDS, 1, -2, 6, 0);
    }

    @Test
    void theClassTokenInFront() {
        requirePooled(new PoolingSettings.ClassToken(), Summary.CLASS_TOKEN, 1, -2, 0, 0);
    }

    @Test
    void framesThatShareTheMaximumShareItsWeight() {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            NDArray sequence = manager.create(new float[] {3, 1, 3, 3}, new Shape(1, 4, 1));
            NDArray mask = manager.create(new float[] {1, 1, 1, 0}, new Shape(1, 4));
            Pass pass = new Pass(new ParameterStore(manager, false), false);
            float[] weights = new MaxPooling().weights(pass, sequence, mask).toFloatArray();
            assertArrayEquals(new float[] {0.5f, 0, 0.5f, 0}, weights);
        }
    }

    @ParameterizedTest
    @MethodSource("headsOverFrames")
    void headsOverFramesRefuseAClassToken(PoolingSettings settings) {
        requireRefused(settings, 2, Summary.CLASS_TOKEN, "class token");
    }

    @Test
    void headsRefuseSequencesThatAreNotSummedUpWhereTheyLook() {
        requireRefused(new PoolingSettings.Last(), 2, Summary.NOWHERE, "last state");
        requireRefused(new PoolingSettings.Last(), 2, Summary.CLASS_TOKEN, "last state");
        for (Summary summary : List.of(Summary.NOWHERE, Summary.LAST_FRAME, Summary.BOTH_ENDS)) {
            requireRefused(new PoolingSettings.ClassToken(), 2, summary, "puts none there");
        }
        requireRefused(new PoolingSettings.SplitAttention(), 5, Summary.NOWHERE, "there are 5");
    }

    @Test
    void attentionNeedsASize() {
        assertThrows(IllegalArgumentException.class, () -> new PoolingSettings.Attention(0));
    }
}
