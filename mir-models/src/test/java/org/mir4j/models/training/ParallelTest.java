// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mir4j.core.error.MirException;

@Timeout(60)
class ParallelTest {

    private static final List<Integer> INPUTS = IntStream.range(0, 100).boxed().toList();

    @Test
    void resultsComeInTheOrderOfTheInputs() {
        assertEquals(INPUTS.stream().map(each -> 2 * each).toList(), Parallel.map(INPUTS, each -> 2 * each));
        assertEquals(List.of(), Parallel.map(List.of(), each -> each));
    }

    @Test
    void afterAFailureNothingMoreIsBegun() {
        MirException failure = new MirException("no more");
        AtomicInteger begun = new AtomicInteger();
        MirException thrown = assertThrows(
                MirException.class,
                () -> Parallel.map(
                        INPUTS,
                        each -> {
                            begun.incrementAndGet();
                            throw failure;
                        },
                        1));
        assertSame(failure, thrown);
        assertEquals(1, begun.get());
    }

    @Test
    void aFailureReachesTheCallerOnceNobodyWorksAnyMore() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger working = new AtomicInteger();
        FutureTask<Integer> caller = new FutureTask<>(() -> {
            assertThrows(
                    IllegalStateException.class,
                    () -> Parallel.map(
                            List.of(true, false),
                            fails -> {
                                if (fails) {
                                    await(begun);
                                    throw new IllegalStateException("no more");
                                }
                                working.incrementAndGet();
                                begun.countDown();
                                await(mayEnd);
                                return working.decrementAndGet();
                            },
                            2));
            return working.get();
        });
        Thread thread = new Thread(caller);
        thread.start();
        begun.await();
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
            Thread.onSpinWait(); // until it waits for the end of all work
        }
        mayEnd.countDown();
        assertEquals(0, caller.get());
    }

    @Test
    void whereNotAllCanBeHandedOutOnlyWhatHasBegunIsDone() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicReference<Thread> caller = new AtomicReference<>();
        CountDownLatch first = new CountDownLatch(1);
        List<Integer> inputs = new AbstractList<>() {
            @Override
            public Integer get(int index) {
                if (index == 50) {
                    await(first);
                    throw new OutOfMemoryError("unable to create native thread");
                }
                return index;
            }

            @Override
            public int size() {
                return 100;
            }
        };
        FutureTask<OutOfMemoryError> told = new FutureTask<>(() -> assertThrows(
                OutOfMemoryError.class,
                () -> Parallel.map(
                        inputs,
                        each -> {
                            first.countDown();
                            while (caller.get().getState() != Thread.State.TIMED_WAITING) {
                                Thread.onSpinWait(); // until it waits for the end of all work
                            }
                            return begun.incrementAndGet();
                        },
                        1)));
        caller.set(new Thread(told));
        caller.get().start();
        assertEquals("unable to create native thread", told.get().getMessage());
        assertEquals(1, begun.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("work was interrupted", e);
        }
    }

    @Test
    void wantOfMemoryReachesTheCallerAsItIs() {
        OutOfMemoryError error = new OutOfMemoryError("no more");
        OutOfMemoryError thrown = assertThrows(
                OutOfMemoryError.class,
                () -> Parallel.map(INPUTS, each -> {
                    throw error;
                }));
        assertSame(error, thrown);
    }

    @Test
    void aCallerThatIsInterruptedBeforeIsTold() {
        Thread.currentThread().interrupt();
        assertThrows(MirException.class, () -> Parallel.map(INPUTS, each -> each));
        assertTrue(Thread.interrupted());
    }

    @Test
    void aCallerThatIsInterruptedDuringTheLastWorkIsTold() {
        Thread caller = Thread.currentThread();
        assertThrows(
                MirException.class,
                () -> Parallel.map(List.of(1), each -> {
                    caller.interrupt();
                    return each;
                }));
        assertTrue(Thread.interrupted());
    }

    @Test
    void aCallerThatIsInterruptedHasNoMoreWorkBegun() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger count = new AtomicInteger();
        FutureTask<Boolean> caller = new FutureTask<>(() -> {
            assertThrows(
                    MirException.class,
                    () -> Parallel.map(
                            INPUTS,
                            each -> {
                                count.incrementAndGet();
                                begun.countDown();
                                await(mayEnd);
                                return each;
                            },
                            1));
            return Thread.interrupted();
        });
        Thread thread = new Thread(caller);
        thread.start();
        begun.await();
        thread.interrupt();
        while (thread.isInterrupted() && thread.isAlive()) {
            Thread.onSpinWait(); // until it has taken notice, and waits again
        }
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
        mayEnd.countDown();
        assertTrue(caller.get());
        assertEquals(1, count.get());
    }
}
