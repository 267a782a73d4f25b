// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mir4j.core.error.MirException;

@Timeout(120)
class AutogradTest {

    /** The gradient of the sum of squares at (1, 2, 3), after each number was raised by 1 in place. */
    private static float[] raisedAndDifferentiated() {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            NDArray x = manager.create(new float[] {1, 2, 3}).duplicate();
            x.setRequiresGradient(true);
            Autograd.unrecorded(() -> x.addi(1));
            Autograd.differentiated(() -> x.square().sum());
            return x.getGradient().toFloatArray();
        }
    }

    private static <T> FutureTask<T> begun(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        new Thread(task, "test").start();
        return task;
    }

    @Test
    void weightsAreChangedAndDifferentiatedOnAnyThread() throws Exception {
        assertArrayEquals(new float[] {4, 6, 8}, raisedAndDifferentiated());
        assertArrayEquals(
                new float[] {4, 6, 8},
                begun(AutogradTest::raisedAndDifferentiated).get());
    }

    @Test
    void whatIsNotRecordedHasNoGradientOnAnyThread() throws Exception {
        assertThrows(EngineException.class, AutogradTest::differentiateWhatWasNotRecorded);
        begun(() -> assertThrows(EngineException.class, AutogradTest::differentiateWhatWasNotRecorded))
                .get();
    }

    private static void differentiateWhatWasNotRecorded() {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            NDArray x = manager.ones(new Shape(2));
            x.setRequiresGradient(true);
            NDArray squares = Autograd.unrecorded(x::square);
            Autograd.differentiated(squares::sum);
        }
    }

    @Test
    void whoWaitsForItsTurnHasItAfterTheOneBefore() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        Thread[] second = new Thread[1];
        Autograd.inTurn(() -> {
            second[0] = new Thread(() -> {
                raisedAndDifferentiated();
                order.add("second");
            });
            second[0].start();
            awaitWaiting(second[0]);
            return order.add("first");
        });
        second[0].join();
        assertEquals(List.of("first", "second"), order);
    }

    @Test
    void whoWaitsForItsTurnCanBeInterrupted() throws Exception {
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            assertThrows(MirException.class, AutogradTest::raisedAndDifferentiated);
            return Thread.interrupted();
        });
        Thread thread = new Thread(waiting);
        Autograd.inTurn(() -> {
            thread.start();
            awaitWaiting(thread);
            thread.interrupt();
            return assertTold(waiting);
        });
    }

    private static boolean assertTold(FutureTask<Boolean> waiting) {
        try {
            assertTrue(waiting.get(), "the thread is no longer marked as interrupted");
            return true;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Until a thread waits, or has ended because it did not. */
    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aTurnMayBeTakenWithinATurn() {
        assertArrayEquals(new float[] {4, 6, 8}, Autograd.inTurn(AutogradTest::raisedAndDifferentiated));
    }

    @Test
    void aGradientThatOtherCodeCollectsIsNotInTheWay() throws Exception {
        try (NDManager manager = PyTorch.engine().newBaseManager();
                GradientCollector other = PyTorch.engine().newGradientCollector()) {
            NDArray x = manager.create(3f).duplicate();
            x.setRequiresGradient(true);
            NDArray square = x.square();
            assertArrayEquals(
                    new float[] {4, 6, 8},
                    begun(AutogradTest::raisedAndDifferentiated).get());
            assertArrayEquals(new float[] {4, 6, 8}, raisedAndDifferentiated());
            other.backward(square);
            assertEquals(6, x.getGradient().getFloat());
        }
    }

    @Test
    void workThatFailsLeavesTheTurnAndTheThreadAsTheyWere() throws Exception {
        assertThrows(
                IllegalStateException.class,
                () -> Autograd.differentiated(() -> {
                    throw new IllegalStateException("no number");
                }));
        assertArrayEquals(
                new float[] {4, 6, 8},
                begun(AutogradTest::raisedAndDifferentiated).get());
    }
}
