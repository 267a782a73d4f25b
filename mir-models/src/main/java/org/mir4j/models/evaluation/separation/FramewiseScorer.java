package org.mir4j.models.evaluation.separation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.metric.separation.BssEvalV4;
import org.mir4j.core.metric.separation.Framing;
import org.mir4j.core.metric.separation.SeparationScores;
import org.mir4j.core.metric.separation.SiSdr;
import org.mir4j.models.separation.StemAudio;

/** BSS Eval v4: every target in frames of a second; and SI-SDR, of the whole track. */
final class FramewiseScorer implements TrackScorer {

    @Override
    public Map<String, TargetScores> score(StemAudio audio, Map<String, Waveform> estimates) {
        Map<String, Waveform> references = Accompaniment.added(audio.stems());
        Framing framing = Framing.seconds(audio.mixture().sampleRate());
        Map<String, TargetScores> scores = new LinkedHashMap<>();
        for (Scenario scenario : Scenario.of(List.copyOf(audio.stems().keySet()), estimates.keySet())) {
            var frames = BssEvalV4.evaluate(
                    channels(scenario.targets(), references), channels(scenario.targets(), estimates), framing);
            for (String target : scenario.kept()) {
                Map<String, List<Double>> values =
                        named(frames.sources().get(scenario.targets().indexOf(target)));
                values.put(
                        "si_sdr",
                        List.of(SiSdr.of(
                                references.get(target).channels(),
                                estimates.get(target).channels())));
                scores.put(target, new TargetScores(values));
            }
        }
        return scores;
    }

    static List<float[][]> channels(List<String> targets, Map<String, Waveform> waves) {
        return targets.stream().map(target -> waves.get(target).channels()).toList();
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
