// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

import java.util.Set;

/**
 * A recording and the labels that hold for it.
 *
 * @param id its name, unique in the dataset
 * @param recording where it lies
 * @param present the labels that hold
 * @param unknown the labels of which it is not known whether they hold; all others do not
 */
public record TaggedTrack(String id, Recording recording, Set<String> present, Set<String> unknown) {

    /** Refuses tracks without a name, and labels that are both present and unknown. */
    public TaggedTrack {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a track needs a name");
        }
        present = Set.copyOf(present);
        unknown = Set.copyOf(unknown);
        for (String label : unknown) {
            if (present.contains(label)) {
                throw new IllegalArgumentException("'" + label + "' is both present and unknown in the track " + id);
            }
        }
    }

    /**
     * A track all of whose labels are known.
     *
     * @param id its name
     * @param recording where it lies
     * @param present the labels that hold
     * @return the track
     */
    public static TaggedTrack of(String id, Recording recording, Set<String> present) {
        return new TaggedTrack(id, recording, present, Set.of());
    }
}
