// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tracks of a split of a {@link SeparationDataset}, in a fixed order.
 *
 * @param protocol how separation is measured on it
 * @param stems the names of the stems
 * @param tracks the tracks, each with all of these stems
 */
public record StemSplit(SeparationProtocol protocol, List<String> stems, List<StemTrack> tracks) {

    /** Refuses tracks that come twice or have other stems. */
    public StemSplit {
        stems = List.copyOf(stems);
        tracks = List.copyOf(tracks);
        Set<String> ids = new HashSet<>();
        for (StemTrack track : tracks) {
            Splits.requireNew(ids, track.id(), "track");
            if (!track.stems().keySet().equals(Set.copyOf(stems))) {
                throw new IllegalArgumentException("the track " + track.id() + " has the stems "
                        + track.stems().keySet() + ", expected " + stems);
            }
        }
    }
}
