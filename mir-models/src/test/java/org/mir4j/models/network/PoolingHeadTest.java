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
import org.mir4j.models.layer.ForwardContext;

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

    private static void requirePooled(PoolingSettings settings, SequenceReadout readout, float... expected) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            NDArray sequence = manager.create(SEQUENCE, new Shape(2, 3, 2));
            PoolingHead head = settings.build(2, readout);
            NDArray pooled = new ForwardContext(new ParameterStore(manager, false), false).through(head, sequence);
            assertEquals(new Shape(2, head.size(2)), pooled.getShape());
            assertArrayEquals(expected, pooled.toFloatArray(), 1e-6f);
            assertArrayEquals(SEQUENCE, sequence.toFloatArray());
        }
    }

    private static void requireRefused(PoolingSettings settings, int features, SequenceReadout readout, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> settings.build(features, readout))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void theMeanOverTime() {
        requirePooled(new PoolingSettings.Mean(), SequenceReadout.NOWHERE, 2, -2, 3, 2);
    }

    @Test
    void theMaximumOverTime() {
        requirePooled(new PoolingSettings.Max(), SequenceReadout.NOWHERE, 4, 1, 6, 9);
    }

    @Test
    void theMaximumThenTheMean() {
        requirePooled(new PoolingSettings.MaxMean(), SequenceReadout.NOWHERE, 4, 1, 2, -2, 6, 9, 3, 2);
    }

    @Test
    void theLastFrame() {
        requirePooled(new PoolingSettings.Last(), SequenceReadout.LAST_FRAME, 1, 1, 6, 9);
    }

    @Test
    void theLastFrameOfTheForwardHalfAndTheFirstOfTheBackwardHalf() {
        requirePooled(new PoolingSettings.Last(), SequenceReadout.BOTH_ENDS, 1, -2, 6, 0);
    }

    @Test
    void theClassTokenInFront() {
        requirePooled(new PoolingSettings.ClassToken(), SequenceReadout.CLASS_TOKEN, 1, -2, 0, 0);
    }

    @Test
    void framesThatShareTheMaximumShareItsWeight() {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            NDArray sequence = manager.create(new float[] {3, 1, 3, 3}, new Shape(1, 4, 1));
            NDArray mask = manager.create(new float[] {1, 1, 1, 0}, new Shape(1, 4));
            ForwardContext context = new ForwardContext(new ParameterStore(manager, false), false);
            float[] weights =
                    new PoolingHead.Max().weights(context, sequence, mask).toFloatArray();
            assertArrayEquals(new float[] {0.5f, 0, 0.5f, 0}, weights);
        }
    }

    @ParameterizedTest
    @MethodSource("headsOverFrames")
    void headsOverFramesRefuseAClassToken(PoolingSettings settings) {
        requireRefused(settings, 2, SequenceReadout.CLASS_TOKEN, "class token");
    }

    @Test
    void headsRefuseSequencesThatAreNotSummedUpWhereTheyLook() {
        requireRefused(new PoolingSettings.Last(), 2, SequenceReadout.NOWHERE, "last state");
        requireRefused(new PoolingSettings.Last(), 2, SequenceReadout.CLASS_TOKEN, "last state");
        for (SequenceReadout readout :
                List.of(SequenceReadout.NOWHERE, SequenceReadout.LAST_FRAME, SequenceReadout.BOTH_ENDS)) {
            requireRefused(new PoolingSettings.ClassToken(), 2, readout, "puts none there");
        }
        requireRefused(new PoolingSettings.SplitAttention(), 5, SequenceReadout.NOWHERE, "there are 5");
    }

    @Test
    void attentionNeedsASize() {
        assertThrows(IllegalArgumentException.class, () -> new PoolingSettings.Attention(0));
    }
}
