// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mir4j.core.error.MirException;

@Timeout(60)
class ParallelMapTest {

    private static final List<Integer> INPUTS = IntStream.range(0, 100).boxed().toList();
    private static final int THREADS = 3;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicInteger working = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private static <A, B> List<B> all(List<A> inputs, Function<A, B> function, int threads) {
        return ParallelMap.all("test", inputs, function, threads, done -> {});
    }

    private static <A, B> ParallelMap<A, B> ahead(List<A> inputs, Function<A, B> function, int ahead) {
        return new ParallelMap<>("test", inputs.iterator(), function, 1, ahead);
    }

    /** Works until it is interrupted, and then until it may end. */
    private <A> A endless(A input) {
        threads.add(Thread.currentThread());
        working.incrementAndGet();
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            awaitWhatever(mayEnd);
        }
        working.decrementAndGet();
        throw new IllegalStateException("interrupted");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("work was interrupted", e);
        }
    }

    /** As work that takes no notice of interruption. */
    private static void awaitWhatever(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException ignored) {
                // goes on
            }
        }
    }

    /** How many threads work once something has ended that has to wait for them; they may end only while it waits. */
    private int workingAfter(Callable<?> ending, CountDownLatch reached) throws Exception {
        FutureTask<Integer> task = new FutureTask<>(() -> {
            ending.call();
            return working.get();
        });
        Thread thread = new Thread(task);
        thread.start();
        reached.await();
        awaitWaiting(thread);
        mayEnd.countDown();
        return task.get();
    }

    /** Until a thread waits for the end of all work. */
    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    private void assertAllThreadsEnd() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void resultsComeInTheOrderOfTheInputs() {
        List<Integer> doubled = INPUTS.stream().map(each -> 2 * each).toList();
        for (int threads = 1; threads <= THREADS; threads++) {
            assertEquals(doubled, all(INPUTS, each -> 2 * each, threads));
            List<Integer> taken = new ArrayList<>();
            try (ParallelMap<Integer, Integer> map =
                    new ParallelMap<>("test", INPUTS.iterator(), each -> 2 * each, threads, 2)) {
                map.forEachRemaining(taken::add);
                assertThrows(NoSuchElementException.class, map::next);
                assertThrows(NoSuchElementException.class, map::input);
            }
            assertEquals(doubled, taken);
        }
        assertEquals(List.of(), all(List.of(), each -> each, 1));
    }

    @Test
    void noMoreInputsAreHandedOutThanMayBeAhead() {
        AtomicInteger asked = new AtomicInteger();
        Iterator<Integer> inputs =
                INPUTS.stream().peek(each -> asked.incrementAndGet()).iterator();
        try (ParallelMap<Integer, Integer> map = new ParallelMap<>("test", inputs, each -> each, THREADS, 4)) {
            assertEquals(4, asked.get());
            map.next();
            assertEquals(5, asked.get());
        }
        assertThrows(IllegalArgumentException.class, () -> ahead(INPUTS, each -> each, 0));
    }

    @Test
    void anInputCanHandOverPiecesWhileItIsWorkedOn() throws InterruptedException {
        List<SynchronousQueue<String>> pipes = List.of(new SynchronousQueue<>(), new SynchronousQueue<>());
        Function<SynchronousQueue<String>, Integer> fill = pipe -> {
            try {
                pipe.put("first");
                pipe.put("second");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 2;
        };
        try (var map = ahead(pipes, fill, 2)) {
            for (SynchronousQueue<String> pipe : pipes) {
                assertSame(pipe, map.input());
                assertEquals("first", pipe.take());
                assertEquals("second", pipe.take());
                assertEquals(2, map.next());
            }
            assertFalse(map.hasNext());
        }
    }

    @Test
    void progressGrowsByOneWhoeverHasWorked() {
        List<Integer> told = new ArrayList<>();
        ParallelMap.all("test", INPUTS, each -> each, THREADS, told::add);
        assertEquals(IntStream.rangeClosed(1, 100).boxed().toList(), told);
    }

    @Test
    void afterAFailureNothingMoreIsBegun() {
        MirException failure = new MirException("no more");
        AtomicInteger count = new AtomicInteger();
        List<Integer> told = new ArrayList<>();
        MirException thrown = assertThrows(
                MirException.class,
                () -> ParallelMap.all(
                        "test",
                        INPUTS,
                        each -> {
                            if (count.incrementAndGet() == 3) {
                                throw failure;
                            }
                            return each;
                        },
                        1,
                        told::add));
        assertSame(failure, thrown);
        assertEquals(3, count.get());
        assertEquals(List.of(1, 2), told);
    }

    @Test
    void aFailureComesInItsPlaceAndNothingAfterIt() {
        try (ParallelMap<Integer, Integer> map = ahead(INPUTS, each -> 10 / (2 - each), 4)) {
            assertEquals(5, map.next());
            assertEquals(10, map.next());
            assertThrows(ArithmeticException.class, map::next);
            assertFalse(map.hasNext());
        }
    }

    @Test
    void ofSeveralFailuresTheEarliestInputsIsThrown() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> all(
                        List.of("first", "second"),
                        name -> {
                            if (name.equals("first")) {
                                await(second);
                            }
                            second.countDown();
                            throw new IllegalStateException(name);
                        },
                        2));
        assertEquals("first", thrown.getMessage());
    }

    @Test
    void aFailureReachesTheCallerOnceNobodyWorksAnyMore() throws Exception {
        Function<Boolean, Integer> function = fails -> {
            if (fails) {
                await(begun);
                throw new IllegalStateException("no more");
            }
            working.incrementAndGet();
            begun.countDown();
            awaitWhatever(mayEnd);
            return working.decrementAndGet();
        };
        int left = workingAfter(
                () -> assertThrows(IllegalStateException.class, () -> all(List.of(true, false), function, 2)), begun);
        assertEquals(0, left);
    }

    @Test
    void whatIsAtWorkIsInterruptedAndHasEndedWhenItIsClosed() throws Exception {
        var map = new ParallelMap<>("test", INPUTS.iterator(), this::endless, THREADS, 2 * THREADS);
        begun.await();
        int left = workingAfter(
                () -> {
                    map.close();
                    return null;
                },
                interrupted);
        assertEquals(0, left);
        assertAllThreadsEnd();
        assertFalse(map.hasNext());
    }

    @Test
    void workThatSwallowsAnInterruptIsInterruptedOnceMore() throws Exception {
        CountDownLatch twice = new CountDownLatch(2);
        var map = ahead(
                List.of(1),
                each -> {
                    begun.countDown();
                    while (twice.getCount() > 0) {
                        try {
                            twice.await();
                        } catch (InterruptedException e) {
                            twice.countDown();
                        }
                    }
                    return each;
                },
                1);
        begun.await();
        map.close();
        assertEquals(0, twice.getCount());
    }

    @Test
    void inputsThatCannotBeListedLeaveNoThreads() throws Exception {
        Iterator<String> failing = Stream.of("one", "two", "broken")
                .map(name -> {
                    if (name.equals("broken")) {
                        await(begun);
                        throw new IllegalStateException("no more inputs");
                    }
                    return name;
                })
                .iterator();
        int left = workingAfter(
                () -> {
                    String message = assertThrows(
                                    IllegalStateException.class,
                                    () -> new ParallelMap<>("test", failing, this::endless, THREADS, THREADS))
                            .getMessage();
                    assertEquals("no more inputs", message);
                    return null;
                },
                interrupted);
        assertEquals(0, left);
        assertAllThreadsEnd();
    }

    @Test
    void whereNotAllCanBeHandedOutOnlyWhatHasBegunIsDone() throws Exception {
        AtomicInteger count = new AtomicInteger();
        AtomicReference<Thread> caller = new AtomicReference<>();
        Iterator<Integer> inputs = INPUTS.stream()
                .peek(each -> {
                    if (each == 50) {
                        await(begun);
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                })
                .iterator();
        FutureTask<OutOfMemoryError> told = new FutureTask<>(() -> assertThrows(
                OutOfMemoryError.class,
                () -> new ParallelMap<>(
                        "test",
                        inputs,
                        each -> {
                            begun.countDown();
                            awaitWaiting(caller.get());
                            return count.incrementAndGet();
                        },
                        1,
                        100)));
        caller.set(new Thread(told));
        caller.get().start();
        assertEquals("unable to create native thread", told.get().getMessage());
        assertEquals(1, count.get());
    }

    @Test
    void wantOfMemoryReachesTheCallerAsItIs() {
        OutOfMemoryError error = new OutOfMemoryError("no more");
        Function<Integer, Integer> function = each -> {
            throw error;
        };
        assertSame(error, assertThrows(OutOfMemoryError.class, () -> all(INPUTS, function, THREADS)));
        try (ParallelMap<Integer, Integer> map = ahead(INPUTS, function, 1)) {
            assertSame(error, assertThrows(OutOfMemoryError.class, map::next));
        }
    }

    @Test
    void aCallerThatIsInterruptedBeforeIsTold() {
        Thread.currentThread().interrupt();
        MirException told = assertThrows(MirException.class, () -> all(INPUTS, each -> each, THREADS));
        assertTrue(Thread.interrupted());
        assertEquals("The test was interrupted.", told.getMessage());
    }

    @Test
    void aTakerThatIsInterruptedIsToldEvenIfThereIsAResult() throws InterruptedException {
        CountDownLatch made = new CountDownLatch(2); // so the first result is there
        try (ParallelMap<Integer, Integer> map = ahead(
                INPUTS,
                each -> {
                    made.countDown();
                    return each;
                },
                2)) {
            made.await();
            Thread.currentThread().interrupt();
            assertThrows(MirException.class, map::next);
            assertTrue(Thread.interrupted());
            assertEquals(0, map.next()); // nothing was lost
        }
    }

    @Test
    void aCallerThatIsInterruptedDuringTheLastWorkIsTold() {
        Thread caller = Thread.currentThread();
        assertThrows(
                MirException.class,
                () -> all(
                        List.of(1),
                        each -> {
                            caller.interrupt();
                            return each;
                        },
                        1));
        assertTrue(Thread.interrupted());
    }

    @Test
    void aCallerThatIsInterruptedHasNoMoreWorkBegun() throws Exception {
        AtomicInteger count = new AtomicInteger();
        FutureTask<Boolean> caller = new FutureTask<>(() -> {
            assertThrows(
                    MirException.class,
                    () -> all(
                            INPUTS,
                            each -> {
                                count.incrementAndGet();
                                begun.countDown();
                                awaitWhatever(mayEnd);
                                return each;
                            },
                            1));
            return Thread.interrupted();
        });
        Thread thread = new Thread(caller);
        thread.start();
        begun.await();
        thread.interrupt();
        awaitWaiting(thread);
        mayEnd.countDown();
        assertTrue(caller.get());
        assertEquals(1, count.get());
    }
}
