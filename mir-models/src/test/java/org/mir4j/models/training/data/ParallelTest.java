package org.mir4j.models.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
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
    void aFailureReachesTheCallerAsItIsAndStopsTheOthers() {
        MirException failure = new MirException("no more");
        CountDownLatch never = new CountDownLatch(1);
        MirException thrown = assertThrows(
                MirException.class,
                () -> Parallel.map(INPUTS, each -> {
                    if (each == 0) {
                        throw failure;
                    }
                    try {
                        never.await(); // until it is interrupted
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return each;
                }));
        assertSame(failure, thrown);
    }

    @Test
    void anInterruptedCallerIsTold() {
        Thread.currentThread().interrupt();
        assertThrows(MirException.class, () -> Parallel.map(INPUTS, each -> each));
        assertTrue(Thread.interrupted());
    }
}
