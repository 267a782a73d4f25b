// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.separation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.mir4j.core.metric.separation.BssEvalV4;
import org.mir4j.core.metric.separation.Framing;
import org.mir4j.core.metric.separation.SeparationScores;
import org.mir4j.core.metric.separation.SiSdr;
import org.mir4j.core.metric.separation.SourceSignals;
import org.mir4j.core.signal.Signal;

/** BSS Eval v4: every target in frames of a second; and SI-SDR, of the whole track. */
final class FramewiseScorer implements TrackScorer {

    @Override
    public Map<String, TargetScores> score(SongSignals song, Map<String, Signal> estimates) {
        Map<String, Signal> references = song.targets();
        Framing framing = Framing.seconds(song.sampleRate());
        Map<String, TargetScores> scores = new LinkedHashMap<>();
        for (Scenario scenario : Scenario.of(List.copyOf(song.stems().keySet()), estimates.keySet())) {
            var frames =
                    BssEvalV4.evaluate(signals(scenario.targets(), references, estimates), framing, BssEvalV4.TAPS);
            for (String target : scenario.kept()) {
                Map<String, List<Double>> values =
                        named(frames.sources().get(scenario.targets().indexOf(target)));
                values.put("si_sdr", List.of(SiSdr.of(references.get(target), estimates.get(target))));
                scores.put(target, new TargetScores(values));
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
