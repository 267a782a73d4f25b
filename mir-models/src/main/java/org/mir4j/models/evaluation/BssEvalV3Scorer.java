// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.audio.Signal;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.metric.BssEvalV3;
import org.mir4j.core.metric.ClipScores;
import org.mir4j.core.metric.SiSdr;
import org.mir4j.core.metric.SourceSignals;

/**
 * BSS Eval v3 of whole mono tracks: NSDR, SIR and SAR with filters of 512 taps, as mir_eval has them, and once more with
 * a gain in the place of the filters, as in the first publications on MIR-1K ({@code _gain}).
 */
final class BssEvalV3Scorer implements TrackScorer {

    @Override
    public Map<String, Map<String, List<Double>>> score(SongSignals song, Map<String, Signal> estimates) {
        Signal mixture = song.mixture();
        if (mixture.channels() != 1) {
            throw new DatasetException(
                    "BSS Eval v3 is measured on mono signals, and this track has " + mixture.channels() + " channels.");
        }
        List<String> targets = EvaluationTargets.of(List.copyOf(song.stems().keySet()), estimates.keySet())
                .get(0)
                .targets();
        SourceSignals signals = BssEvalV4Scorer.signals(targets, song.targets(), estimates);
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
