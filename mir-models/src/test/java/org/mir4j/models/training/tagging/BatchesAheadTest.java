// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.core.concurrent.ParallelMap;
import org.mir4j.core.error.MirException;
import org.mir4j.models.cache.FeatureFixture;
import org.mir4j.models.training.TrainingBatch;

class BatchesAheadTest {

    private static final Example EXAMPLE =
            new Example("a", "", FeatureFixture.counting(1, 100, 0), new float[] {1}, null);
    private static final Collator MAKER =
            new Collator(new WindowSize(2, 1, 1), FeatureFixture.halves(0), ShortClips.PADDING, null);

    private static List<List<Crop>> windows(int count) {
        return IntStream.range(0, count)
                .mapToObj(from -> List.of(new Crop(EXAMPLE, from)))
                .toList();
    }

    private static ParallelMap<Integer, TaggingBatch> batches(List<List<Crop>> windows) {
        return TrainingBatch.ahead(windows.size(), number -> MAKER.batch(windows.get(number)));
    }

    private static Set<Thread> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("mir-training"))
                .collect(Collectors.toSet());
    }

    @Test
    void batchesComeInOrder() {
        List<Integer> found = new ArrayList<>();
        try (ParallelMap<Integer, TaggingBatch> batches = batches(windows(30))) {
            while (batches.hasNext()) {
                found.add(batches.next().crops().get(0).from());
            }
            assertThrows(NoSuchElementException.class, batches::next);
        }
        assertEquals(IntStream.range(0, 30).boxed().toList(), found);
    }

    @Test
    void withoutWindowsThereAreNoBatches() {
        try (ParallelMap<Integer, TaggingBatch> batches = batches(List.of())) {
            assertFalse(batches.hasNext());
        }
    }

    @Test
    void whatGoesWrongReachesTheCallerAfterTheBatchesBefore() {
        List<List<Crop>> windows = new ArrayList<>(windows(2));
        windows.add(List.of(new Crop(EXAMPLE, 1000)));
        windows.add(windows.get(0));
        try (ParallelMap<Integer, TaggingBatch> batches = batches(windows)) {
            batches.next();
            batches.next();
            MirException failure = assertThrows(MirException.class, batches::next);
            assertTrue(failure.getMessage().startsWith("A batch cannot be made: "), failure.getMessage());
            assertTrue(failure.getCause() instanceof RuntimeException);
            assertFalse(batches.hasNext());
        }
    }

    @Test
    void wantOfMemoryReachesTheCallerAsItIs() {
        OutOfMemoryError error = new OutOfMemoryError("no more");
        try (ParallelMap<Integer, TaggingBatch> batches = TrainingBatch.ahead(1, number -> {
            throw error;
        })) {
            assertSame(error, assertThrows(OutOfMemoryError.class, batches::next));
        }
    }

    @Test
    void closingEarlyLeavesNoThread() throws InterruptedException {
        Set<Thread> before = workers();
        Set<Thread> own = new HashSet<>();
        try (ParallelMap<Integer, TaggingBatch> batches = batches(windows(98))) {
            batches.next();
            own.addAll(workers());
            own.removeAll(before);
            assertEquals(1, own.size());
        }
        for (Thread thread : own) {
            thread.join(10_000); // a pool has ended a moment before its last thread has
            assertFalse(thread.isAlive());
        }
    }

    @Test
    void anInterruptedCallerIsTold() {
        try (ParallelMap<Integer, TaggingBatch> batches = batches(windows(3))) {
            Thread.currentThread().interrupt();
            assertThrows(MirException.class, batches::next);
            assertTrue(Thread.interrupted());
        }
    }
}
