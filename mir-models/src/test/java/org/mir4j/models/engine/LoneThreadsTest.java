// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mir4j.core.error.MirException;

/** Threads that compute alone, whatever the number of cores, and the threads beside them. */
class LoneThreadsTest {

    private static final int THREADS = 3;

    private int before;

    @BeforeEach
    void setThreads() {
        PyTorch.engine();
        before = JniUtils.getNumThreads();
        JniUtils.setNumThreads(THREADS);
    }

    @AfterEach
    void restoreThreads() {
        JniUtils.setNumThreads(before);
    }

    private static int threadsOfANewThread() throws InterruptedException, ExecutionException {
        FutureTask<Integer> task = new FutureTask<>(JniUtils::getNumThreads);
        new Thread(task).start();
        return task.get();
    }

    @Test
    void theyComputeAloneAndOthersAsBefore() throws InterruptedException, ExecutionException {
        List<Integer> numbers = List.of(1, 2, 3, 4, 5);
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            List<Float> sums = LoneThreads.all("test", numbers, number -> {
                assertFalse(Autograd.isRecording());
                NDArray ones = manager.ones(new Shape(300, 300)).mul(number);
                assertEquals(1, JniUtils.getNumThreads());
                return ones.mean().getFloat();
            });
            assertEquals(List.of(1f, 2f, 3f, 4f, 5f), sums);
        }
        assertEquals(THREADS, JniUtils.getNumThreads());
        assertEquals(THREADS, threadsOfANewThread());
    }

    @Test
    void failuresReachTheCaller() throws InterruptedException, ExecutionException {
        IllegalStateException failure = new IllegalStateException("of the second");
        List<Integer> numbers = List.of(1, 2, 3);
        assertSame(
                failure,
                assertThrows(
                        IllegalStateException.class,
                        () -> LoneThreads.all("test", numbers, number -> {
                            if (number == 2) {
                                throw failure;
                            }
                            return number;
                        })));
        assertEquals(THREADS, threadsOfANewThread());
    }

    @Test
    void anInterruptedCallerIsToldSo() throws InterruptedException, ExecutionException {
        Thread.currentThread().interrupt();
        MirException e =
                assertThrows(MirException.class, () -> LoneThreads.all("separation", List.of(1, 2), number -> number));
        assertEquals("The separation was interrupted.", e.getMessage());
        assertTrue(Thread.interrupted(), "the thread has forgotten that it was interrupted");
        assertEquals(THREADS, JniUtils.getNumThreads());
        assertEquals(THREADS, threadsOfANewThread());
    }
}
