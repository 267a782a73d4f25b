// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.audio.Signal;

/**
 * Estimates of a song's stems.
 *
 * @param targets an estimate for each target, a stem's name or {@link org.mir4j.core.dataset.StemNames#ACCOMPANIMENT},
 *     shaped like the mixture
 * @param warnings what a reader of the scores should know of them, in sentences
 */
record Estimates(Map<String, Signal> targets, List<String> warnings) {

    /** Keeps its own map and list, in their order. */
    public Estimates {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        warnings = List.copyOf(warnings);
    }

    /** Estimates of which there is nothing to say. */
    static Estimates of(Map<String, Signal> targets) {
        return new Estimates(targets, List.of());
    }
}
