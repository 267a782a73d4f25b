// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.metric.tagging.Bootstrap;
import org.mir4j.models.evaluation.Headline;
import org.mir4j.models.evaluation.run.TrackFailure;

class SeparationFindingsTest {

    private static SeparatedTracks.Track track(String id, double seconds, String metric, double value) {
        return new SeparatedTracks.Track(id, seconds, Map.of("vocals", Map.of(metric, value)));
    }

    private static SeparationFindings of(SeparationProtocol protocol, SeparatedTracks.Track... tracks) {
        return SeparationFindings.of(new SeparatedTracks(protocol, List.of(tracks), List.of()), Bootstrap.standard());
    }

    @Test
    void byVersion4TheMedianOverTracksCounts() {
        Headline headline = of(
                        SeparationProtocol.BSS_EVAL_V4,
                        track("a", 10, "sdr", 1),
                        track("b", 1000, "sdr", 2),
                        track("c", 10, "sdr", 9))
                .headlines()
                .get(0);
        assertEquals("vocals.sdr", headline.name());
        assertEquals("vocals SDR, median", headline.title());
        assertEquals(2, headline.estimate().value());
        assertTrue(headline.estimate().low() <= 2 && headline.estimate().high() >= 2);
    }

    @Test
    void byVersion3MeansAreWeightedByLength() {
        Headline headline = of(
                        SeparationProtocol.BSS_EVAL_V3,
                        track("a", 10, "nsdr", 1),
                        track("b", 30, "nsdr", 5),
                        track("c", 500, "nsdr", Double.NaN))
                .headlines()
                .get(0);
        assertEquals("vocals.gnsdr", headline.name());
        assertEquals(4, headline.estimate().value(), 1e-12);
    }

    @Test
    void tracksWithoutAScoreAreSaid() {
        List<String> notes = of(
                        SeparationProtocol.BSS_EVAL_V4, track("a", 10, "sdr", 1), track("b", 10, "sdr", Double.NaN))
                .notes();
        assertEquals(
                List.of(
                        "The scores of vocals are those of 1 of 2 tracks: in the others it was not estimated, or it or an"
                                + " estimate is silent."),
                notes);
    }

    @Test
    void noTrackIsNoFinding() {
        SeparatedTracks none = new SeparatedTracks(
                SeparationProtocol.BSS_EVAL_V4, List.of(), List.of(new TrackFailure("a", "It is gone.")));
        assertEquals(
                "None of the 1 tracks could be scored; the first: It is gone.",
                assertThrows(DatasetException.class, () -> SeparationFindings.of(none, Bootstrap.none()))
                        .getMessage());
    }
}
