// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.Parameters;

class AutoPoolingTest {

    private static final float TOLERANCE = 1e-6f;

    private NDManager manager;
    private NDArray scores; // (1, 3, 2): two classes over three frames

    @BeforeEach
    void open() {
        manager = PyTorch.engine().newBaseManager();
        scores = manager.create(new float[] {0.1f, 0.9f, 0.4f, 0.2f, 0.7f, 0.1f}, new Shape(1, 3, 2));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private PoolingHead head(PoolingSettings.Auto settings) {
        PoolingHead head = settings.build(2, SequenceReadout.NOWHERE);
        head.initialize(manager, DataType.FLOAT32, scores.getShape());
        return head;
    }

    private ForwardContext pass() {
        return new ForwardContext(new ParameterStore(manager, false), true);
    }

    private float[] pool(double alpha, NDArray mask) {
        return pass().through(head(new PoolingSettings.Auto(alpha, true, 0, 0)), scores, mask)
                .toFloatArray();
    }

    @Test
    void alphaZeroIsTheMean() {
        assertArrayEquals(new float[] {0.4f, 0.4f}, pool(0, null), TOLERANCE);
    }

    @Test
    void alphaOneIsTheSoftmaxWeightedMean() {
        float[] byHand = {weightedMean(0.1, 0.4, 0.7), weightedMean(0.9, 0.2, 0.1)};
        assertArrayEquals(byHand, pool(1, null), TOLERANCE);
    }

    @Test
    void largeAlphaIsTheMaximumWithoutOverflow() {
        assertArrayEquals(new float[] {0.7f, 0.9f}, pool(1e4, null), TOLERANCE);
    }

    @Test
    void paddedFramesWeighNothing() {
        NDArray mask = manager.create(new float[] {1, 1, 0}, new Shape(1, 3));
        assertArrayEquals(new float[] {0.25f, 0.55f}, pool(0, mask), TOLERANCE);
        assertArrayEquals(new float[] {0.4f, 0.9f}, pool(1e4, mask), TOLERANCE);
    }

    @Test
    void beyondItsLimitsAlphaPoolsAsAtThemAndCanComeBack() {
        assertPoolsAs(1, new PoolingSettings.Auto(0, false, 1, 0), 5);
        assertPoolsAs(-1, new PoolingSettings.Auto(0, false, 1, 0), -5);
        assertPoolsAs(0, new PoolingSettings.Auto(0, false, 1, 0, true), -5);
        assertPoolsAs(0, new PoolingSettings.Auto(0, false, 0, 0, true), -5);
        assertPoolsAs(5, new PoolingSettings.Auto(0, false, 0, 0, true), 5);
    }

    private void assertPoolsAs(double expected, PoolingSettings.Auto settings, double set) {
        PoolingHead free = head(new PoolingSettings.Auto(expected, false, 0, 0));
        PoolingHead limited = head(settings);
        NDArray alpha = Parameters.named(limited).get("alpha").getArray();
        Autograd.unrecorded(() -> alpha.addi(set));
        float[] pooled = Autograd.unrecorded(() -> pass().through(free, scores).toFloatArray());
        NDArray sum = Autograd.differentiated(() -> {
            NDArray found = pass().through(limited, scores);
            assertArrayEquals(pooled, found.toFloatArray(), TOLERANCE);
            return found.sum();
        });
        assertEquals(pooled[0] + pooled[1], sum.getFloat(), TOLERANCE);
        assertTrue(alpha.getGradient().getFloat() > 1e-4);
    }

    @Test
    void afterAStepAlphaIsPutBackWithinItsLimits() {
        assertArrayEquals(new float[] {-5, 7}, constrained(new PoolingSettings.Auto(1, true, 0, 0)));
        assertArrayEquals(new float[] {-2, 2}, constrained(new PoolingSettings.Auto(1, true, 2, 0)));
        assertArrayEquals(new float[] {0, 2}, constrained(new PoolingSettings.Auto(1, true, 2, 0, true)));
        assertArrayEquals(new float[] {0, 7}, constrained(new PoolingSettings.Auto(1, true, 0, 0, true)));
        assertArrayEquals(new float[] {-5, 7}, constrained(new PoolingSettings.Auto(1, true, 9, 0)));
    }

    private float[] constrained(PoolingSettings.Auto settings) {
        PoolingHead head = head(settings);
        NDArray alpha = Parameters.named(head).get("alpha").getArray();
        return Autograd.unrecorded(() -> {
            alpha.addi(manager.create(new float[] {-6, 6}));
            head.constrain();
            return alpha.toFloatArray();
        });
    }

    @Test
    void aFrozenAlphaStaysWhatItIs() {
        PoolingHead head = head(new PoolingSettings.Auto(1, true, 1, 0));
        Parameters.named(head).get("alpha").freeze(true);
        NDArray alpha = Parameters.named(head).get("alpha").getArray();
        alpha.addi(3);
        head.constrain();
        assertArrayEquals(new float[] {4, 4}, alpha.toFloatArray());
    }

    @Test
    void thePenaltyIsTheSumOfSquaredAlphas() {
        PoolingHead head = head(new PoolingSettings.Auto(-3, true, 0, 0.5));
        int before = manager.getManagedArrays().size();
        try (NDManager step = manager.newSubManager();
                GradientCollector collector = PyTorch.engine().newGradientCollector()) {
            NDArray penalty = head.penalty(pass(), step);
            assertEquals(9, penalty.getFloat());
            assertEquals(new Shape(), penalty.getShape());
            collector.backward(penalty);
            try (NDArray gradient =
                    Parameters.named(head).get("alpha").getArray().getGradient()) {
                assertArrayEquals(new float[] {-3, -3}, gradient.toFloatArray());
            }
        }
        assertEquals(before, manager.getManagedArrays().size());
    }

    @Test
    void withoutAPenaltyNothingIsAddedToTheLoss() {
        assertNull(head(new PoolingSettings.Auto(1, true, 0, 0)).penalty(pass(), manager));
        assertNull(new PoolingHead.Max().penalty(pass(), manager));
    }

    @Test
    void oneAlphaAClassOrOneForAll() {
        Shape two = Parameters.named(head(new PoolingSettings.Auto(1, true, 0, 0)))
                .get("alpha")
                .getShape();
        Shape one = Parameters.named(head(new PoolingSettings.Auto(1, false, 0, 0)))
                .get("alpha")
                .getShape();
        assertEquals(new Shape(2), two);
        assertEquals(new Shape(1), one);
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new PoolingSettings.Auto(number, true, 0, 0));
            assertThrows(IllegalArgumentException.class, () -> new PoolingSettings.Auto(1, true, number, 0));
            assertThrows(IllegalArgumentException.class, () -> new PoolingSettings.Auto(1, true, 0, number));
        }
        assertThrows(IllegalArgumentException.class, () -> new PoolingSettings.Auto(1, true, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new PoolingSettings.Auto(1, true, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> new PoolingSettings.Auto(2, true, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new PoolingSettings.Auto(-2, true, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new PoolingSettings.Auto(-0.1, true, 0, 0, true));
    }

    private static float weightedMean(double... x) {
        double top = 0;
        double bottom = 0;
        for (double value : x) {
            top += Math.exp(value) * value;
            bottom += Math.exp(value);
        }
        return (float) (top / bottom);
    }
}
