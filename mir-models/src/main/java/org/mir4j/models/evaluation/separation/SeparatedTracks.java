// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.separation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.models.evaluation.run.TrackFailure;

/**
 * The scores of the tracks of a split, in its order.
 *
 * @param protocol how they were measured
 * @param tracks the tracks that were scored
 * @param failures the tracks that could not be scored
 */
public record SeparatedTracks(SeparationProtocol protocol, List<Track> tracks, List<TrackFailure> failures) {

    /**
     * The scores of a track.
     *
     * @param id its name
     * @param seconds how long it lasts
     * @param targets the value of each metric of each target, in dB: the median over frames, where there are frames;
     *     NaN where undefined
     */
    public record Track(String id, double seconds, Map<String, Map<String, Double>> targets) {

        /** Keeps its own map, in the same order. */
        public Track {
            targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        }

        /**
         * One value.
         *
         * @param target a stem's name
         * @param metric for example {@code sdr}
         * @return the value in dB; NaN if it is undefined or was not measured
         */
        public double value(String target, String metric) {
            return targets.getOrDefault(target, Map.of()).getOrDefault(metric, Double.NaN);
        }
    }

    /** Keeps its own lists. */
    public SeparatedTracks {
        tracks = List.copyOf(tracks);
        failures = List.copyOf(failures);
    }

    /**
     * All targets that any track has.
     *
     * @return in the order in which they come
     */
    public Set<String> targets() {
        Set<String> targets = new LinkedHashSet<>();
        tracks.forEach(track -> targets.addAll(track.targets().keySet()));
        return targets;
    }

    /**
     * All metrics that were measured.
     *
     * @return in the order in which they come
     */
    public Set<String> metrics() {
        Set<String> metrics = new LinkedHashSet<>();
        tracks.forEach(track -> track.targets().values().forEach(values -> metrics.addAll(values.keySet())));
        return metrics;
    }
}
