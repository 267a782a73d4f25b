// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mir4j.models.cache.FeatureFixture;

class BatchSamplerTest {

    private static final WindowSize WINDOW = new WindowSize(10, 1, 0.1);

    private static List<Example> examples(int... frames) {
        List<Example> examples = new ArrayList<>();
        for (int length : frames) {
            examples.add(new Example(
                    "track-" + examples.size(), "", FeatureFixture.counting(1, length, 0), new float[] {1}, null));
        }
        return examples;
    }

    private static Map<String, Long> counts(List<List<Crop>> epoch) {
        return epoch.stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(crop -> crop.example().id(), Collectors.counting()));
    }

    @Test
    void anEpochIsAMatterOfSeedAndNumberAlone() {
        List<Example> examples = examples(40, 55, 70, 10, 100);
        BatchSampler plan = new BatchSampler(examples, WINDOW, 2, 2, 7);
        BatchSampler again = new BatchSampler(examples, WINDOW, 2, 2, 7);
        List<List<Crop>> third = plan.epoch(3);
        plan.epoch(4);
        assertEquals(third, again.epoch(3));
        assertEquals(third, plan.epoch(3));
        assertNotEquals(third, plan.epoch(2));
        assertNotEquals(third, new BatchSampler(examples, WINDOW, 2, 2, 8).epoch(3));
    }

    @Test
    void everyRecordingComesAsOftenAsItsWindowsFit() {
        BatchSampler plan = new BatchSampler(examples(4, 10, 14, 15, 40), WINDOW, 0, 1, 1);
        assertEquals(
                Map.of("track-0", 1L, "track-1", 1L, "track-2", 1L, "track-3", 2L, "track-4", 4L),
                counts(plan.epoch(0)));
        assertEquals(9, plan.batches());
    }

    @Test
    void everyRecordingComesAsOftenAsAskedFor() {
        BatchSampler plan = new BatchSampler(examples(4, 10, 400), WINDOW, 3, 1, 1);
        assertEquals(Map.of("track-0", 3L, "track-1", 3L, "track-2", 3L), counts(plan.epoch(0)));
    }

    @Test
    void windowsLieInsideTheirRecordingAndReachItsEnds() {
        BatchSampler plan = new BatchSampler(examples(4, 10, 13), WINDOW, 50, 150, 3);
        Map<String, Set<Integer>> places = plan.epoch(0).get(0).stream()
                .collect(Collectors.groupingBy(
                        crop -> crop.example().id(), Collectors.mapping(Crop::from, Collectors.toSet())));
        assertEquals(Map.of("track-0", Set.of(0), "track-1", Set.of(0), "track-2", Set.of(0, 1, 2, 3)), places);
    }

    @Test
    void whatFillsNoBatchIsLeftForOtherEpochs() {
        BatchSampler plan = new BatchSampler(examples(10, 10, 10, 10, 10, 10, 10), WINDOW, 0, 3, 5);
        assertEquals(2, plan.batches());
        Set<String> seen = new HashSet<>();
        for (int epoch = 0; epoch < 20; epoch++) {
            List<List<Crop>> batches = plan.epoch(epoch);
            assertEquals(List.of(3, 3), batches.stream().map(List::size).toList());
            assertEquals(6, counts(batches).size());
            seen.addAll(counts(batches).keySet());
        }
        assertEquals(7, seen.size());
    }

    @Test
    void fewRecordingsMakeOneBatchAtLeast() {
        BatchSampler plan = new BatchSampler(examples(10, 10), WINDOW, 0, 16, 5);
        assertEquals(1, plan.batches());
        assertEquals(List.of(2), plan.epoch(0).stream().map(List::size).toList());
    }

    @Test
    void thePlacesOfSuccessiveEpochsAreFarApart() {
        for (long seed : new long[] {0, 1, 42}) {
            BatchSampler plan = new BatchSampler(examples(10_009), WINDOW, 1, 1, seed);
            int[] places = IntStream.range(0, 40)
                    .map(epoch -> plan.epoch(epoch).get(0).get(0).from())
                    .toArray();
            for (int quarter = 0; quarter < 4; quarter++) {
                int from = quarter * 2500;
                assertTrue(
                        IntStream.of(places).anyMatch(place -> place >= from && place < from + 2500),
                        "no window of 40 epochs starts between " + from + " and " + (from + 2500));
            }
        }
    }
}
