// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.datasets.TextFile.Place;

/** Collects the tracks that a dataset's metadata lists, and refuses those that are listed twice. */
final class TrackList {

    private final Map<String, Place> places = new HashMap<>();
    private final List<TaggedTrack> tracks = new ArrayList<>();

    /**
     * Adds a track.
     *
     * @param place where it is listed
     * @param track the track
     * @throws org.mir4j.core.error.DatasetException if one of that name is there already
     */
    public void add(Place place, TaggedTrack track) {
        Place before = places.putIfAbsent(track.id(), place);
        if (before != null) {
            throw place.error("the track '" + track.id() + "' is listed twice, first in " + before);
        }
        tracks.add(track);
    }

    /**
     * What was collected.
     *
     * @return the tracks, in the order in which they were added
     */
    public List<TaggedTrack> tracks() {
        return List.copyOf(tracks);
    }
}
