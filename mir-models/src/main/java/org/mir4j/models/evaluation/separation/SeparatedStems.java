package org.mir4j.models.evaluation.separation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.StemNames;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.models.separation.Separator;
import org.mir4j.models.separation.StemAudio;
import org.mir4j.models.separation.StemSelection;

/**
 * What a model takes the mixture apart into. Where it gives vocals and no accompaniment, all but the vocals is that: the
 * sum of its other stems, or what a single stem leaves of the mixture.
 */
public final class SeparatedStems implements Estimator {

    private final Separator separator;

    /**
     * @param separator takes mixtures apart; it has to be closed by the caller, after the last estimate
     */
    public SeparatedStems(Separator separator) {
        this.separator = separator;
    }

    @Override
    public Map<String, Waveform> estimate(StemTrack track, StemAudio audio) {
        Set<String> targets = Accompaniment.added(audio.stems()).keySet();
        Map<String, Waveform> estimates = stems(separator.separate(audio.mixture()));
        if (estimates.keySet().stream().noneMatch(targets::contains)) {
            throw new DatasetException("The model " + separator.card().name() + " gives the stems "
                    + String.join(", ", estimates.keySet()) + ", and the track " + track.id() + " has "
                    + String.join(", ", targets) + "; expected at least one that is the same.");
        }
        estimates.keySet().retainAll(targets);
        return estimates;
    }

    private static Map<String, Waveform> stems(StemAudio separated) {
        Map<String, Waveform> stems = new LinkedHashMap<>(separated.stems());
        if (stems.containsKey(StemNames.VOCALS) && !stems.containsKey(StemNames.ACCOMPANIMENT)) {
            StemSelection two = StemSelection.two(List.copyOf(stems.keySet()), StemNames.VOCALS, false);
            stems.putAll(two.of(separated).stems());
        }
        return stems;
    }
}
