// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tracks of a split of a {@link TaggingDataset}, in a fixed order.
 *
 * @param labelling how many labels hold for a track
 * @param labels all labels, in the dataset's order
 * @param tracks the tracks, each with labels from that list; with {@link Labelling#SINGLE} each with exactly one
 */
public record TaggedSplit(Labelling labelling, List<String> labels, List<TaggedTrack> tracks) {

    /** Refuses labels or tracks that come twice, and tracks with labels that are not listed. */
    public TaggedSplit {
        labels = List.copyOf(labels);
        tracks = List.copyOf(tracks);
        Set<String> known = new HashSet<>();
        for (String label : labels) {
            Splits.requireNew(known, label, "label");
        }
        Set<String> ids = new HashSet<>();
        for (TaggedTrack track : tracks) {
            Splits.requireNew(ids, track.id(), "track");
            requireListed(known, track.present(), track);
            requireListed(known, track.unknown(), track);
            if (labelling == Labelling.SINGLE && track.present().size() != 1) {
                throw new IllegalArgumentException(
                        "the track " + track.id() + " has the labels " + track.present() + ", expected exactly one");
            }
        }
    }

    private static void requireListed(Set<String> known, Set<String> labels, TaggedTrack track) {
        for (String label : labels) {
            if (!known.contains(label)) {
                throw new IllegalArgumentException("the track " + track.id() + " has the label '" + label
                        + "', which is not one of the " + known.size() + " of the dataset");
            }
        }
    }
}
