// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.mir4j.core.audio.Signal;

/**
 * How well one source of one short recording was separated, as singing voice separation is scored on MIR-1K (Hsu and
 * Jang, "On the improvement of singing voice separation for monaural recordings using the MIR-1K dataset", IEEE TASLP
 * 18(2), 2010).
 *
 * @param samples how long the recording is, the weight of its scores
 * @param nsdr the normalized SDR in dB: the SDR of the estimate less that of the mixture, taken for the estimate
 * @param sir in dB
 * @param sar in dB
 */
public record ClipScores(long samples, double nsdr, double sir, double sar) {

    /** Refuses recordings of no length. */
    public ClipScores {
        if (samples < 1) {
            throw new IllegalArgumentException("a recording has at least one sample, got " + samples);
        }
    }

    /**
     * Scores the estimates of a recording.
     *
     * @param references one per source, mono
     * @param estimates one per source, in the same order and of the same length
     * @param mixture what they were separated from, of the same length
     * @param taps {@link BssEvalV3#GAIN_ONLY} for what Huang et al. (ISMIR 2014) and most after them publish, or
     *     {@link BssEvalV3#TAPS} for what those publish who use mir_eval
     * @return one entry per source; NaN if any source, estimate or the mixture is silent
     * @throws IllegalArgumentException as for {@link BssEvalV3#sources}
     */
    public static List<ClipScores> of(List<float[]> references, List<float[]> estimates, float[] mixture, int taps) {
        return of(SourceSignals.of(mono(references), mono(estimates)), Signal.of(new float[][] {mixture}), taps);
    }

    private static List<float[][]> mono(List<float[]> signals) {
        return signals.stream().map(signal -> new float[][] {signal}).toList();
    }

    /**
     * The same for signals that need not lie in memory.
     *
     * @param signals references and estimates, mono
     * @param mixture what the estimates were separated from, of the same shape
     * @param taps how long the filters are that count as allowed distortions, in samples
     * @return one entry per source; NaN if any source, estimate or the mixture is silent
     * @throws IllegalArgumentException as for {@link BssEvalV3#sources(SourceSignals, int)}
     */
    public static List<ClipScores> of(SourceSignals signals, Signal mixture, int taps) {
        List<SeparationScores> separated = BssEvalV3.sources(signals, taps);
        List<ClipScores> scores = new ArrayList<>();
        for (int source = 0; source < signals.sources(); source++) {
            Signal reference = signals.references().get(source);
            // the SDR of an estimate does not depend on the references of the other sources
            double before = BssEvalV3.sources(new SourceSignals(List.of(reference), List.of(mixture)), taps)
                    .get(0)
                    .sdr();
            SeparationScores after = separated.get(source);
            scores.add(new ClipScores(reference.length(), after.sdr() - before, after.sir(), after.sar()));
        }
        return Collections.unmodifiableList(scores);
    }

    /**
     * GNSDR, GSIR and GSAR: means over recordings, weighted by their lengths (Hsu and Jang, 2010; Huang et al.,
     * "Singing-voice separation from monaural recordings using deep recurrent neural networks", ISMIR 2014).
     *
     * @param gnsdr in dB
     * @param gsir in dB
     * @param gsar in dB
     * @param clips how many recordings they are the means of
     * @param skipped how many did not count because a score is NaN
     */
    public record GlobalScores(double gnsdr, double gsir, double gsar, int clips, int skipped) {

        /**
         * The means of the scores of one source.
         *
         * @param scores one entry per recording; those with a score of NaN do not count
         * @return the means; NaN if no recording counts
         */
        public static GlobalScores of(Collection<ClipScores> scores) {
            List<ClipScores> counted = scores.stream()
                    .filter(clip -> !Double.isNaN(clip.nsdr() + clip.sir() + clip.sar()))
                    .toList();
            return new GlobalScores(
                    mean(counted, ClipScores::nsdr),
                    mean(counted, ClipScores::sir),
                    mean(counted, ClipScores::sar),
                    counted.size(),
                    scores.size() - counted.size());
        }

        private static double mean(List<ClipScores> clips, ToDoubleFunction<ClipScores> score) {
            double sum = 0;
            long samples = 0;
            for (ClipScores clip : clips) {
                sum += clip.samples() * score.applyAsDouble(clip);
                samples += clip.samples();
            }
            return sum / samples;
        }
    }
}
