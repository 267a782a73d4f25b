// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.mir4j.core.metric.Decomposition.Energies;
import org.mir4j.core.metric.SourceSignals.Survey;

/**
 * BSS Eval version 4 (Stöter, Liutkus and Ito, "The 2018 Signal Separation Evaluation Campaign", LVA/ICA 2018): SDR,
 * ISR, SIR and SAR of separated sources, frame by frame, as museval computes them.
 *
 * <p>Each estimate is projected onto the delayed copies of all references, and of its own, by filters that are found
 * once for the whole signal and then applied in each frame. In a frame where any reference or any estimate is silent
 * (the sum over its channels is zero at all samples), no source has scores: NaN. What is left after the last whole
 * frame is not scored, though the filters are found with it.
 *
 * <p>The filters solve nearly singular equations. Here they are solved to far more digits than in museval, whose own
 * scores change when sources are merely given in another order: below 1e-7 dB for 16 bit stems, by some 1e-3 dB for
 * four stems decoded to floats, and by whole dB where two channels of those are alike.
 *
 * <p>Signals are read piece by piece. Four stereo sources need about 150 MB beside them, however long they are.
 */
public final class BssEvalV4 {

    /** How long the filters are that museval takes for allowed distortions, in samples. */
    public static final int TAPS = 512;

    /** museval adds this to the diagonal of the matrix of inner products. */
    private static final double LOADING = Math.ulp(1.0);

    private BssEvalV4() {}

    /**
     * Scores the estimates of a track, with filters of {@link #TAPS}.
     *
     * @param references one per source, {@code [channel][sample]}
     * @param estimates one per source, in the same order and of the same shape
     * @param framing the frames; {@link Framing#seconds} for what is published
     * @return the scores of every source in every frame
     * @throws IllegalArgumentException if there are no sources, shapes differ, signals are empty, or a sample is not a
     *     finite number
     */
    public static FrameScores evaluate(List<float[][]> references, List<float[][]> estimates, Framing framing) {
        return evaluate(references, estimates, framing, TAPS);
    }

    /**
     * Scores the estimates of a track.
     *
     * @param references one per source, {@code [channel][sample]}
     * @param estimates one per source, in the same order and of the same shape
     * @param framing the frames
     * @param taps how long the filters are that count as allowed distortions, in samples
     * @return the scores of every source in every frame
     * @throws IllegalArgumentException if there are no sources, shapes differ, signals are empty, a sample is not a
     *     finite number, or filters have no taps
     */
    public static FrameScores evaluate(
            List<float[][]> references, List<float[][]> estimates, Framing framing, int taps) {
        return evaluate(SourceSignals.of(references, estimates), framing, taps);
    }

    /**
     * Scores the estimates of a track that need not lie in memory.
     *
     * @param signals references and estimates
     * @param framing the frames
     * @param taps how long the filters are that count as allowed distortions, in samples; {@link #TAPS} for what is
     *     published
     * @return the scores of every source in every frame
     * @throws IllegalArgumentException if a sample is not a finite number, or filters have no taps
     */
    public static FrameScores evaluate(SourceSignals signals, Framing framing, int taps) {
        Survey survey = new Survey(signals);
        List<List<SeparationScores>> scores = Stream.generate(
                        () -> (List<SeparationScores>) new ArrayList<SeparationScores>())
                .limit(signals.sources())
                .toList();
        Decomposition decomposition = null;
        for (int frame = 0; frame < framing.count(signals.length()); frame++) {
            long start = framing.start(frame);
            long end = framing.end(frame, signals.length());
            boolean silent = signals.silent(start, end);
            if (!silent && decomposition == null) {
                decomposition = new Decomposition(survey, taps, LOADING, framing.window());
            }
            List<SeparationScores> found = silent
                    ? Collections.nCopies(signals.sources(), SeparationScores.UNDEFINED)
                    : decomposition.energies(start, end).stream()
                            .map(Energies::ofImages)
                            .toList();
            for (int source = 0; source < signals.sources(); source++) {
                scores.get(source).add(found.get(source));
            }
        }
        return new FrameScores(scores);
    }

    /**
     * The scores of every source in every frame of a track.
     *
     * @param sources {@code sources.get(j).get(t)}: source {@code j} in frame {@code t}; the sources in the order of the
     *     references
     */
    public record FrameScores(List<List<SeparationScores>> sources) {

        /** Refuses sources with different numbers of frames. */
        public FrameScores {
            sources = sources.stream().map(List::copyOf).toList();
            for (List<SeparationScores> frames : sources) {
                if (frames.size() != sources.get(0).size()) {
                    throw new IllegalArgumentException("all sources have the same frames, got "
                            + sources.get(0).size() + " and " + frames.size());
                }
            }
        }

        /**
         * The median over the frames: a track's score. The score of a data set is the median of these over its tracks.
         *
         * @return one entry per source; see {@link SeparationScores#median}
         */
        public List<SeparationScores> medians() {
            return sources.stream().map(SeparationScores::median).toList();
        }
    }
}
