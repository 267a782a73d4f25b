package org.mir4j.models.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
    void aFailureReachesTheCallerAsItIsOnceNobodyWorksAnyMore() {
        MirException failure = new MirException("no more");
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger working = new AtomicInteger();
        MirException thrown = assertThrows(
                MirException.class,
                () -> Parallel.map(INPUTS, each -> {
                    begun.incrementAndGet();
                    working.incrementAndGet();
                    try {
                        if (each == 0) {
                            throw failure;
                        }
                        Thread.sleep(100);
                        return each;
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("work was interrupted", e);
                    } finally {
                        working.decrementAndGet();
                    }
                }));
        assertSame(failure, thrown);
        assertEquals(0, working.get());
        assertTrue(begun.get() < INPUTS.size(), begun + " have begun");
    }

    @Test
    void anInterruptedCallerIsTold() {
        Thread.currentThread().interrupt();
        assertThrows(MirException.class, () -> Parallel.map(INPUTS, each -> each));
        assertTrue(Thread.interrupted());
    }
}
