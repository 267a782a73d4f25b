package org.mir4j.models.evaluation.separation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.StemNames;

/** All but the voice, as one stem. */
final class Accompaniment {

    private Accompaniment() {}

    /** The same stems, and the sum of all but the vocals where there are vocals and that sum is not a stem itself. */
    static Map<String, Waveform> added(Map<String, Waveform> stems) {
        if (!stems.containsKey(StemNames.VOCALS) || stems.containsKey(StemNames.ACCOMPANIMENT) || stems.size() < 2) {
            return stems;
        }
        Map<String, Waveform> all = new LinkedHashMap<>(stems);
        stems.entrySet().stream()
                .filter(stem -> !stem.getKey().equals(StemNames.VOCALS))
                .map(Map.Entry::getValue)
                .reduce(StemReader::sum)
                .ifPresent(sum -> all.put(StemNames.ACCOMPANIMENT, sum));
        return all;
    }
}
