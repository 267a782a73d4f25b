// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A song and the stems it was mixed from.
 *
 * @param id its name, unique in the dataset
 * @param mixture where the mixture lies; empty if it is the sum of the stems
 * @param stems where each stem lies: the sum of one or more recordings; a stem that is silent in this song has none
 */
public record StemTrack(String id, Optional<Recording> mixture, Map<String, List<Recording>> stems) {

    /** Refuses tracks without a name or without stems. */
    public StemTrack {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a track needs a name");
        }
        if (stems.isEmpty()) {
            throw new IllegalArgumentException("the track " + id + " has no stems");
        }
        Map<String, List<Recording>> copy = new LinkedHashMap<>();
        stems.forEach((stem, recordings) -> copy.put(stem, List.copyOf(recordings)));
        stems = Collections.unmodifiableMap(copy);
    }

    /**
     * All recordings of the track.
     *
     * @return the mixture, if there is one, and the stems
     */
    public List<Recording> recordings() {
        List<Recording> all = new ArrayList<>();
        mixture.ifPresent(all::add);
        stems.values().forEach(all::addAll);
        return all;
    }
}
