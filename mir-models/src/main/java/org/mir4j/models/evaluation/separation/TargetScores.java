// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.separation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of one target in one track.
 *
 * @param frames the values of each metric by its name, in dB: one a frame, or one for the whole track; NaN where
 *     undefined
 */
record TargetScores(Map<String, List<Double>> frames) {

    TargetScores {
        frames = Collections.unmodifiableMap(new LinkedHashMap<>(frames));
    }
}
