// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.mir4j.core.audio.Signal;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.metric.BssEvalV3;
import org.mir4j.core.metric.BssEvalV4;
import org.mir4j.core.metric.ClipScores;
import org.mir4j.core.metric.Framing;
import org.mir4j.core.metric.SeparationScores;
import org.mir4j.core.metric.SiSdr;
import org.mir4j.core.metric.SourceSignals;

/** A protocol's way of scoring the estimates of one track. */
interface TrackScorer {

    /**
     * Scores estimates.
     *
     * @param song the track
     * @param estimates the estimate of each target, shaped like the mixture
     * @return of each target that can be scored, in the order in which they are shown, the values of each metric by its name,
     *     in dB: one per frame, or one for the whole track; NaN where undefined
     */
    Map<String, Map<String, List<Double>>> score(SongSignals song, Map<String, Signal> estimates);

    /** BSS Eval v4: every target in frames of a second; and SI-SDR, of the whole track. */
    final class V4 implements TrackScorer {

        @Override
        public Map<String, Map<String, List<Double>>> score(SongSignals song, Map<String, Signal> estimates) {
            Map<String, Signal> references = song.targets();
            Framing framing = Framing.seconds(song.sampleRate());
            Map<String, Map<String, List<Double>>> scores = new LinkedHashMap<>();
            for (EvaluationTargets together :
                    EvaluationTargets.of(List.copyOf(song.stems().keySet()), estimates.keySet())) {
                var frames =
                        BssEvalV4.evaluate(signals(together.targets(), references, estimates), framing, BssEvalV4.TAPS);
                for (String target : together.kept()) {
                    Map<String, List<Double>> values =
                            named(frames.sources().get(together.targets().indexOf(target)));
                    values.put("si_sdr", List.of(SiSdr.of(references.get(target), estimates.get(target))));
                    scores.put(target, values);
                }
            }
            return scores;
        }

        private static Map<String, List<Double>> named(List<SeparationScores> frames) {
            Map<String, List<Double>> named = new LinkedHashMap<>();
            named.put("sdr", of(frames, SeparationScores::sdr));
            named.put("isr", of(frames, SeparationScores::isr));
            named.put("sir", of(frames, SeparationScores::sir));
            named.put("sar", of(frames, SeparationScores::sar));
            return named;
        }

        private static List<Double> of(List<SeparationScores> frames, ToDoubleFunction<SeparationScores> score) {
            return frames.stream().map(score::applyAsDouble).toList();
        }
    }

    /**
     * BSS Eval v3 of whole mono tracks: NSDR, SIR and SAR with filters of 512 taps, as mir_eval has them, and once more with
     * a gain in the place of the filters, as in the first publications on MIR-1K ({@code _gain}).
     */
    final class V3 implements TrackScorer {

        @Override
        public Map<String, Map<String, List<Double>>> score(SongSignals song, Map<String, Signal> estimates) {
            Signal mixture = song.mixture();
            if (mixture.channels() != 1) {
                throw new DatasetException("BSS Eval v3 is measured on mono signals, and this track has "
                        + mixture.channels() + " channels.");
            }
            List<String> targets = EvaluationTargets.of(List.copyOf(song.stems().keySet()), estimates.keySet())
                    .get(0)
                    .targets();
            SourceSignals signals = signals(targets, song.targets(), estimates);
            List<ClipScores> filtered = ClipScores.of(signals, mixture, BssEvalV3.TAPS);
            List<ClipScores> scaled = ClipScores.of(signals, mixture, BssEvalV3.GAIN_ONLY);
            Map<String, Map<String, List<Double>>> scores = new LinkedHashMap<>();
            for (int j = 0; j < targets.size(); j++) {
                Map<String, List<Double>> values = new LinkedHashMap<>();
                put(values, "", filtered.get(j));
                put(values, "_gain", scaled.get(j));
                values.put(
                        "si_sdr",
                        List.of(SiSdr.of(
                                signals.references().get(j), signals.estimates().get(j))));
                scores.put(targets.get(j), values);
            }
            return scores;
        }

        private static void put(Map<String, List<Double>> values, String suffix, ClipScores scores) {
            values.put("nsdr" + suffix, List.of(scores.nsdr()));
            values.put("sir" + suffix, List.of(scores.sir()));
            values.put("sar" + suffix, List.of(scores.sar()));
        }
    }

    private static SourceSignals signals(
            List<String> targets, Map<String, Signal> references, Map<String, Signal> estimates) {
        return new SourceSignals(
                targets.stream().map(references::get).toList(),
                targets.stream().map(estimates::get).toList());
    }
}
