// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.core.metric.BssEvalV4.FrameScores;

class BssEvalV4Test {

    private static final double TOLERANCE = 1e-6;

    /** museval's own rounding where its equations are nearly singular. */
    private static final double SINGULAR = 1e-3;

    static List<Goldens> cases() {
        return Goldens.ofKind("v4");
    }

    private static FrameScores evaluate(SyntheticSources sources, int window, int taps) {
        return BssEvalV4.evaluate(sources.references(), sources.estimates(), new Framing(window, window), taps);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void framesAndTheirMediansScoreAsInMuseval(Goldens golden) {
        SyntheticSources sources =
                SyntheticSources.of(golden.number(2), golden.number(3), golden.number(4), golden.fields()[8]);
        FrameScores scores = BssEvalV4.evaluate(
                sources.references(),
                sources.estimates(),
                new Framing(golden.number(5), golden.number(6)),
                golden.number(7));
        double tolerance = golden.fields()[8].equals("lowpass") ? SINGULAR : TOLERANCE;
        List<String[]> frames = golden.lines("frame");
        assertEquals(
                frames.size(), scores.sources().stream().mapToInt(List::size).sum());
        for (String[] line : frames) {
            SeparationScores found =
                    scores.sources().get(Integer.parseInt(line[1])).get(Integer.parseInt(line[2]));
            Goldens.assertScores(line, 3, found, tolerance);
        }
        for (String[] line : golden.lines("median")) {
            // museval rounds to five decimals before it takes the median
            Goldens.assertScores(line, 2, scores.medians().get(Integer.parseInt(line[1])), tolerance + 1e-5);
        }
    }

    @Test
    void perfectEstimatesHaveNoDistortion() {
        SyntheticSources sources = SyntheticSources.of(2, 2, 3000, "plain");
        FrameScores scores =
                BssEvalV4.evaluate(sources.references(), sources.references(), new Framing(1000, 1000), 64);
        for (List<SeparationScores> source : scores.sources()) {
            for (SeparationScores frame : source) {
                assertEquals(Double.POSITIVE_INFINITY, frame.sdr());
                assertTrue(Math.min(frame.isr(), Math.min(frame.sir(), frame.sar())) > 150, frame.toString());
            }
        }
    }

    @Test
    void aGainIsSpatialDistortionAndNothingElse() {
        SyntheticSources sources = SyntheticSources.of(2, 1, 3000, "plain");
        sources.estimates().replaceAll(estimate -> estimate.clone());
        for (int j = 0; j < 2; j++) {
            float[] reference = sources.references().get(j)[0];
            for (int n = 0; n < reference.length; n++) {
                sources.estimates().get(j)[0][n] = reference[n] / 2;
            }
        }
        for (List<SeparationScores> source : evaluate(sources, 3000, 32).sources()) {
            assertEquals(20 * Math.log10(2), source.get(0).sdr(), 1e-9);
            assertEquals(20 * Math.log10(2), source.get(0).isr(), 1e-9);
            assertTrue(Math.min(source.get(0).sir(), source.get(0).sar()) > 150);
        }
    }

    @Test
    void aSourceThatIsSilentAllThroughLeavesNothingToScore() {
        SyntheticSources sources = SyntheticSources.of(2, 2, 3000, "plain");
        sources.references().set(1, new float[2][3000]);
        evaluate(sources, 1000, 16)
                .sources()
                .forEach(source -> assertEquals(Collections.nCopies(3, SeparationScores.UNDEFINED), source));
    }

    @Test
    void equationsThatAreSingularAreSolved() {
        SyntheticSources sources = SyntheticSources.of(2, 2, 4000, "plain");
        float[][] reference = sources.references().get(0);
        for (int n = 0; n < 4000; n++) {
            reference[1][n] = 0.5f * reference[0][n];
        }
        SyntheticSources without = SyntheticSources.of(2, 2, 4000, "plain");
        without.references().get(0)[0] = reference[0];
        without.references().get(0)[1] = reference[0];
        double[] found = projections(evaluate(sources, 4000, 64));
        double[] expected = projections(evaluate(without, 4000, 64));
        // the same span, though its matrix has half the rank
        for (int k = 0; k < found.length; k++) {
            assertEquals(expected[k], found[k], 1e-6);
        }
    }

    private static double[] projections(FrameScores scores) {
        return scores.sources().stream()
                .flatMap(List::stream)
                .flatMapToDouble(score -> DoubleStream.of(score.sir(), score.sar()))
                .toArray();
    }

    @Test
    void theScaleOfAllSignalsDoesNotMatter() {
        SyntheticSources sources = SyntheticSources.of(2, 2, 3000, "plain");
        FrameScores before = evaluate(sources, 1500, 64);
        Consumer<float[][]> shrink = signal -> {
            for (float[] channel : signal) {
                IntStream.range(0, channel.length).forEach(n -> channel[n] /= 1024);
            }
        };
        sources.references().forEach(shrink);
        sources.estimates().forEach(shrink);
        FrameScores after = evaluate(sources, 1500, 64);
        for (int j = 0; j < 2; j++) {
            assertEquals(before.medians().get(j).sir(), after.medians().get(j).sir(), 1e-8);
        }
    }

    @Test
    void theSameSignalsGiveTheSameBits() {
        SyntheticSources sources = SyntheticSources.of(3, 2, 4000, "plain");
        List<FrameScores> runs = IntStream.range(0, 4)
                .parallel()
                .mapToObj(run -> evaluate(sources, 1000, 128))
                .toList();
        runs.forEach(run -> assertEquals(runs.get(0), run));
    }

    @Test
    void filtersHaveTapsAndFramesHaveSamples() {
        SyntheticSources sources = SyntheticSources.of(2, 1, 500, "plain");
        assertThrows(IllegalArgumentException.class, () -> evaluate(sources, 500, 0));
        assertThrows(IllegalArgumentException.class, () -> new Framing(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Framing(1, 0));
    }
}
