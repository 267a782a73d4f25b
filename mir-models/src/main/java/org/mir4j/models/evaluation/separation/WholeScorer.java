package org.mir4j.models.evaluation.separation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.metric.separation.BssEvalV3;
import org.mir4j.core.metric.separation.ClipScores;
import org.mir4j.core.metric.separation.SiSdr;
import org.mir4j.models.separation.StemAudio;

/**
 * BSS Eval v3 of whole mono tracks: NSDR, SIR and SAR with filters of 512 taps, as mir_eval has them, and once more with
 * a gain in the place of the filters, as in the first publications on MIR-1K ({@code _gain}).
 */
final class WholeScorer implements TrackScorer {

    @Override
    public Map<String, TargetScores> score(StemAudio audio, Map<String, Waveform> estimates) {
        if (audio.mixture().channels().length != 1) {
            throw new DatasetException("BSS Eval v3 is measured on mono signals, and this track has "
                    + audio.mixture().channels().length + " channels.");
        }
        List<String> targets = Scenario.of(List.copyOf(audio.stems().keySet()), estimates.keySet())
                .get(0)
                .targets();
        List<float[]> references = mono(targets, Accompaniment.added(audio.stems()));
        List<float[]> separated = mono(targets, estimates);
        float[] mixture = audio.mixture().channels()[0];
        List<ClipScores> filtered = ClipScores.of(references, separated, mixture, BssEvalV3.TAPS);
        List<ClipScores> scaled = ClipScores.of(references, separated, mixture, BssEvalV3.GAIN_ONLY);
        Map<String, TargetScores> scores = new LinkedHashMap<>();
        for (int j = 0; j < targets.size(); j++) {
            Map<String, List<Double>> values = new LinkedHashMap<>();
            put(values, "", filtered.get(j));
            put(values, "_gain", scaled.get(j));
            values.put("si_sdr", List.of(SiSdr.of(references.get(j), separated.get(j))));
            scores.put(targets.get(j), new TargetScores(values));
        }
        return scores;
    }

    private static List<float[]> mono(List<String> targets, Map<String, Waveform> waves) {
        return FramewiseScorer.channels(targets, waves).stream()
                .map(channels -> channels[0])
                .toList();
    }

    private static void put(Map<String, List<Double>> values, String suffix, ClipScores scores) {
        values.put("nsdr" + suffix, List.of(scores.nsdr()));
        values.put("sir" + suffix, List.of(scores.sir()));
        values.put("sar" + suffix, List.of(scores.sar()));
    }
}
