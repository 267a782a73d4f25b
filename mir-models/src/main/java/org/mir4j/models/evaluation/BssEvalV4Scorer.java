// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.mir4j.core.audio.Signal;
import org.mir4j.core.metric.BssEvalV4;
import org.mir4j.core.metric.Framing;
import org.mir4j.core.metric.SeparationScores;
import org.mir4j.core.metric.SiSdr;
import org.mir4j.core.metric.SourceSignals;

/** BSS Eval v4: every target in frames of a second; and SI-SDR, of the whole track. */
final class BssEvalV4Scorer implements TrackScorer {

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

    static SourceSignals signals(List<String> targets, Map<String, Signal> references, Map<String, Signal> estimates) {
        return new SourceSignals(
                targets.stream().map(references::get).toList(),
                targets.stream().map(estimates::get).toList());
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
