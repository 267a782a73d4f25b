// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mir4j.core.metric.BssEvalV4.FrameScores;
import org.mir4j.core.metric.ClipScores.GlobalScores;

class ScoresTest {

    private static SeparationScores scores(double sdr) {
        return new SeparationScores(sdr, -sdr, Double.POSITIVE_INFINITY, Double.NaN);
    }

    @Test
    void aMedianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertEquals(
                2,
                SeparationScores.median(List.of(scores(1), scores(9), scores(2)))
                        .sdr());
        SeparationScores even = SeparationScores.median(List.of(scores(1), scores(9), scores(2), scores(5)));
        assertEquals(3.5, even.sdr());
        assertEquals(-3.5, even.isr());
    }

    @Test
    void scoresThatAreNoNumbersOrInfiniteDoNotCount() {
        SeparationScores median = SeparationScores.median(List.of(scores(4), SeparationScores.UNDEFINED, scores(6)));
        assertEquals(5, median.sdr());
        assertTrue(Double.isNaN(median.sir()));
        assertTrue(Double.isNaN(median.sar()));
        assertEquals(SeparationScores.UNDEFINED, SeparationScores.median(List.of()));
    }

    @Test
    void sourcesHaveTheSameFrames() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new FrameScores(List.of(List.of(scores(1)), List.of(scores(1), scores(2)))));
    }

    @Test
    void framesAreWholeUnlessTheSignalIsShorter() {
        Framing framing = new Framing(10, 4);
        assertEquals(1, framing.count(3));
        assertEquals(1, framing.count(10));
        assertEquals(1, framing.count(13));
        assertEquals(2, framing.count(14));
        assertEquals(3, framing.end(0, 3));
        assertEquals(14, framing.end(1, 17));
        assertEquals(1, Framing.whole().count(1_000_000));
        assertEquals(1_000_000, Framing.whole().end(0, 1_000_000));
    }

    @Test
    void globalScoresAreMeansWeightedByLength() {
        GlobalScores scores = GlobalScores.of(List.of(
                new ClipScores(100, 6, 10, 8), new ClipScores(300, 10, 14, 4), new ClipScores(1000, Double.NaN, 1, 1)));
        assertEquals(new GlobalScores(9, 13, 5, 2, 1), scores);
        assertTrue(Double.isNaN(GlobalScores.of(List.of()).gnsdr()));
    }

    @Test
    void theMixtureItselfHasANormalizedSdrOfZero() {
        SyntheticSources sources = SyntheticSources.of(2, 1, 2000, "plain");
        List<float[]> references = sources.monoReferences();
        float[] mixture = new float[2000];
        for (int n = 0; n < mixture.length; n++) {
            mixture[n] = references.get(0)[n] + references.get(1)[n];
        }
        for (int taps : new int[] {BssEvalV3.GAIN_ONLY, 64}) {
            for (ClipScores clip : ClipScores.of(references, Collections.nCopies(2, mixture), mixture, taps)) {
                assertEquals(0, clip.nsdr(), 1e-9);
                assertEquals(2000, clip.samples());
            }
        }
    }

    @Test
    void theNormalizedSdrIsTheGainOverTheMixture() {
        SyntheticSources sources = SyntheticSources.of(2, 1, 2000, "plain");
        float[] mixture = sources.monoEstimates().get(1);
        List<SeparationScores> after = BssEvalV3.sources(sources.monoReferences(), sources.monoEstimates(), 16);
        List<SeparationScores> before =
                BssEvalV3.sources(sources.monoReferences(), Collections.nCopies(2, mixture), 16);
        List<ClipScores> clips = ClipScores.of(sources.monoReferences(), sources.monoEstimates(), mixture, 16);
        for (int j = 0; j < 2; j++) {
            assertEquals(after.get(j).sdr() - before.get(j).sdr(), clips.get(j).nsdr(), 1e-9);
            assertEquals(after.get(j).sir(), clips.get(j).sir());
        }
    }
}
