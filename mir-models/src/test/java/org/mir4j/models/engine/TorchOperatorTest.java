// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class TorchOperatorTest {

    private static final TorchOperator DOUBLING =
            TorchOperator.of("x, weight, bias", "torch.conv_transpose1d(x, weight, bias, [2])");

    @Test
    void anOperatorThatDjlLacksIsApplied() {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            NDArray x = manager.create(new float[] {1, 2}, new Shape(1, 1, 2));
            NDArray weight = manager.create(new float[] {1, 10}, new Shape(1, 1, 2));
            NDArray bias = manager.create(new float[] {100});
            NDArray y = DOUBLING.apply(x, weight, bias);
            assertEquals(new Shape(1, 1, 4), y.getShape());
            assertArrayEquals(new float[] {101, 110, 102, 120}, y.toFloatArray());
            assertSame(manager, y.getManager());
        }
    }

    @Test
    void gradientsFlowThroughIt() {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            NDArray x = manager.create(new float[] {1, 2}, new Shape(1, 1, 2));
            NDArray weight = manager.create(new float[] {1, 10}, new Shape(1, 1, 2));
            weight.setRequiresGradient(true);
            NDArray bias = manager.create(new float[] {100});
            Autograd.differentiated(() -> DOUBLING.apply(x, weight, bias).sum());
            assertArrayEquals(new float[] {3, 3}, weight.getGradient().toFloatArray());
        }
    }

    @Test
    void whatIsMadeUnrecordedCanBeChangedInPlace() {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            NDArray x = manager.create(new float[] {3, 4});
            NDArray y = Autograd.unrecorded(
                    () -> TorchOperator.of("x", "torch.neg(x)").apply(x));
            assertArrayEquals(new float[] {-2, -3}, y.addi(1).toFloatArray());
        }
    }

    @Test
    void anExpressionIsCompiledOnce() {
        assertSame(TorchOperator.of("x", "torch.neg(x)"), TorchOperator.of("x", "torch.neg(x)"));
    }

    @Test
    void nonsenseIsRefused() {
        assertThrows(EngineException.class, () -> TorchOperator.of("x", "torch.no_such_operator(x)"));
    }
}
