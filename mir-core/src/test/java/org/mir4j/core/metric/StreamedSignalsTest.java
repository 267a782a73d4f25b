// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mir4j.core.audio.Signal;

/** Signals that lie elsewhere score as those in memory, and are never asked for all of their samples. */
class StreamedSignalsTest {

    private static final int TAPS = 64;

    /** A signal that remembers the longest piece it was asked for. */
    private static final class Watched implements Signal {

        private final Signal whole;
        private int longest;

        Watched(float[][] samples) {
            whole = Signal.of(samples);
        }

        @Override
        public int channels() {
            return whole.channels();
        }

        @Override
        public long length() {
            return whole.length();
        }

        @Override
        public void read(int channel, long start, float[] target, int count) {
            longest = Math.max(longest, count);
            whole.read(channel, start, target, count);
        }
    }

    private static List<Signal> watched(List<float[][]> signals) {
        return signals.stream().<Signal>map(Watched::new).toList();
    }

    private static int longestPiece(SourceSignals signals) {
        return Stream.concat(signals.references().stream(), signals.estimates().stream())
                .mapToInt(signal -> ((Watched) signal).longest)
                .max()
                .orElseThrow();
    }

    @Test
    void framesOfASignalThatIsReadInPiecesScoreAsThoseInMemory() {
        SyntheticSources sources = SyntheticSources.of(3, 2, 100_000, "plain");
        SourceSignals watched = new SourceSignals(watched(sources.references()), watched(sources.estimates()));
        Framing framing = new Framing(8000, 8000);
        assertEquals(
                BssEvalV4.evaluate(sources.references(), sources.estimates(), framing, TAPS),
                BssEvalV4.evaluate(watched, framing, TAPS));
        assertTrue(longestPiece(watched) < 20_000, "pieces of " + longestPiece(watched));
    }

    @Test
    void wholeTracksAreReadInPiecesToo() {
        SyntheticSources sources = SyntheticSources.of(2, 1, 200_000, "plain");
        SourceSignals watched = new SourceSignals(watched(sources.references()), watched(sources.estimates()));
        Watched mixture = new Watched(sources.estimates().get(1));
        assertEquals(
                ClipScores.of(
                        sources.monoReferences(),
                        sources.monoEstimates(),
                        sources.monoEstimates().get(1),
                        TAPS),
                ClipScores.of(watched, mixture, TAPS));
        assertEquals(
                SiSdr.of(sources.references().get(0), sources.estimates().get(0)),
                SiSdr.of(watched.references().get(0), watched.estimates().get(0)));
        assertTrue(longestPiece(watched) < 50_000, "pieces of " + longestPiece(watched));
    }

    @Test
    void sumsAndSilenceAreSignals() {
        Signal sum = Signal.sum(List.of(
                Signal.of(new float[][] {{1, 2, 3}}), Signal.silence(1, 3), Signal.of(new float[][] {{10, 20, 30}})));
        float[] piece = new float[4];
        sum.read(0, 1, piece, 2);
        assertEquals(22, piece[0]);
        assertEquals(33, piece[1]);
        assertEquals(0, piece[2]);
        assertEquals(3, sum.length());
    }
}
