package org.mir4j.models.evaluation.separation;

import java.util.Map;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.StemNames;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.models.separation.StemAudio;

/** Where estimates of a song's stems come from. */
public interface Estimator {

    /**
     * Estimates stems; called from several threads.
     *
     * @param track the song
     * @param audio its samples; only ideal estimators look at the true stems
     * @return an estimate for each target, a stem's name or {@link StemNames#ACCOMPANIMENT}, shaped like the mixture
     * @throws org.mir4j.core.error.MirException if there are none for this song
     */
    Map<String, Waveform> estimate(StemTrack track, StemAudio audio);
}
