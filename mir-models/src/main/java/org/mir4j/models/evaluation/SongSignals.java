// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.audio.Signal;
import org.mir4j.core.dataset.StemNames;

/**
 * A song with its stems, as signals that need not lie in memory, all of one shape.
 *
 * @param sampleRate in Hz
 * @param mixture the mixture
 * @param stems the true stems by name
 */
record SongSignals(int sampleRate, Signal mixture, Map<String, Signal> stems) {

    /** Keeps its own map, in its order, and refuses stems of another shape than the mixture's. */
    public SongSignals {
        stems = Collections.unmodifiableMap(new LinkedHashMap<>(stems));
        for (Map.Entry<String, Signal> stem : stems.entrySet()) {
            if (stem.getValue().channels() != mixture.channels()
                    || stem.getValue().length() != mixture.length()) {
                throw new IllegalArgumentException("the stem " + stem.getKey() + " has "
                        + shape(stem.getValue(), sampleRate) + ", and the mixture " + shape(mixture, sampleRate));
            }
        }
    }

    /**
     * How long the song lasts.
     *
     * @return in seconds
     */
    double duration() {
        return (double) mixture.length() / sampleRate;
    }

    /**
     * What can be estimated and scored: the stems, and the sum of all but the vocals where there are vocals and that sum
     * is not a stem itself.
     *
     * @return the signals by name, the stems first
     */
    Map<String, Signal> targets() {
        return withAccompaniment(stems);
    }

    static Map<String, Signal> withAccompaniment(Map<String, Signal> stems) {
        List<Signal> others = StemNames.allBut(StemNames.VOCALS, stems.keySet()).stream()
                .map(stems::get)
                .toList();
        if (!StemNames.lackAccompaniment(stems.keySet()) || others.isEmpty()) {
            return stems;
        }
        Map<String, Signal> all = new LinkedHashMap<>(stems);
        all.put(StemNames.ACCOMPANIMENT, Signal.sum(others));
        return all;
    }

    /** A signal in words. */
    static String shape(Signal signal, int sampleRate) {
        return signal.channels() + (signal.channels() == 1 ? " channel" : " channels") + " of " + signal.length()
                + " samples at " + sampleRate + " Hz";
    }
}
