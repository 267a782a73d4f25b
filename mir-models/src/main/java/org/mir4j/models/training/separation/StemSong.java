// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.util.List;
import java.util.Optional;

/**
 * A song whose stems are there.
 *
 * @param id its name
 * @param content what tells its recordings from all others
 * @param stems in the order of the model's; empty where the song has none
 * @param share how often it is drawn
 */
record StemSong(String id, String content, List<Optional<Clip>> stems, double share) {

    /** Samples a channel of the longest stem. */
    int length() {
        return stems.stream()
                .flatMap(Optional::stream)
                .mapToInt(Clip::length)
                .max()
                .orElse(0);
    }

    /** Whether all stems are there, so that they can be learned from together. */
    boolean isWhole() {
        return stems.stream().allMatch(Optional::isPresent);
    }
}
