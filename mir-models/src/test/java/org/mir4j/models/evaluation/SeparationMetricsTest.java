// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.metric.Bootstrap;

class SeparationMetricsTest {

    private static SeparationMetrics.Track track(String id, double seconds, String metric, double value) {
        return new SeparationMetrics.Track(id, seconds, Map.of("vocals", Map.of(metric, value)));
    }

    private static SeparationMetrics of(SeparationProtocol protocol, SeparationMetrics.Track... tracks) {
        return SeparationMetrics.of(protocol, List.of(tracks), Bootstrap.standard());
    }

    @Test
    void byVersion4TheMedianOverTracksCounts() {
        SummaryMetric metric = of(
                        SeparationProtocol.BSS_EVAL_V4,
                        track("a", 10, "sdr", 1),
                        track("b", 1000, "sdr", 2),
                        track("c", 10, "sdr", 9))
                .summary()
                .get(0);
        assertEquals("vocals.sdr", metric.name());
        assertEquals("vocals SDR, median", metric.title());
        assertEquals(2, metric.value());
        assertTrue(metric.interval().low() <= 2 && metric.interval().high() >= 2);
    }

    @Test
    void byVersion3MeansAreWeightedByLength() {
        SummaryMetric metric = of(
                        SeparationProtocol.BSS_EVAL_V3,
                        track("a", 10, "nsdr", 1),
                        track("b", 30, "nsdr", 5),
                        track("c", 500, "nsdr", Double.NaN))
                .summary()
                .get(0);
        assertEquals("vocals.gnsdr", metric.name());
        assertEquals(4, metric.value(), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"nsdr,gnsdr", "sir,gsir", "sar,gsar", "nsdr_gain,gnsdr_gain", "sar_gain,gsar_gain", "si_sdr,si_sdr"})
    void byVersion3OnlyThoseOfBssEvalAreGlobal(String metric, String name) {
        assertEquals(
                "vocals." + name,
                of(SeparationProtocol.BSS_EVAL_V3, track("a", 10, metric, 1))
                        .summary()
                        .get(0)
                        .name());
    }

    @Test
    void tracksWithoutAScoreAreSaid() {
        List<String> notes = of(
                        SeparationProtocol.BSS_EVAL_V4, track("a", 10, "sdr", 1), track("b", 10, "sdr", Double.NaN))
                .notes();
        assertEquals(
                List.of(
                        "BSS Eval v4: frames of a second; the median over frames, then over tracks.",
                        "The scores of vocals are those of 1 of 2 tracks: in the others it was not estimated, or it or an"
                                + " estimate is silent."),
                notes);
    }
}
