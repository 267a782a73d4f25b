package org.mir4j.models.evaluation.separation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.models.separation.StemAudio;

/** The unprocessed mixture as the estimate of every target: the lower bound. */
public final class MixtureItself implements Estimator {

    @Override
    public Map<String, Waveform> estimate(StemTrack track, StemAudio audio) {
        Map<String, Waveform> estimates = new LinkedHashMap<>();
        Accompaniment.added(audio.stems()).keySet().forEach(target -> estimates.put(target, audio.mixture()));
        return estimates;
    }
}
