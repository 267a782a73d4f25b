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
 * @param confidence of the teachers that found the stems
 */
record StemSong(String id, String content, List<Optional<StemClip>> stems, double share, Confidence confidence) {

    /** Samples a channel of the longest stem. */
    int length() {
        return stems.stream()
                .flatMap(Optional::stream)
                .mapToInt(StemClip::length)
                .max()
                .orElse(0);
    }

    /** Whether teachers found its stems. */
    boolean isTaught() {
        return confidence.values().length > 0;
    }

    /** Whether all stems are there, so that they can be learned from together. */
    boolean isWhole() {
        return stems.stream().allMatch(Optional::isPresent);
    }
}
