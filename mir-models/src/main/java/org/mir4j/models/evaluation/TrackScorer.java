// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.List;
import java.util.Map;
import org.mir4j.core.audio.Signal;

/** A protocol's way of scoring the estimates of one track. */
interface TrackScorer {

    /**
     * Scores estimates.
     *
     * @param song the track
     * @param estimates the estimate of each target, shaped like the mixture
     * @return of each target that can be scored, in the order in which they are shown, the values of each metric by its name,
     *     in dB: one per frame, or one for the whole track; NaN where undefined
     */
    Map<String, Map<String, List<Double>>> score(SongSignals song, Map<String, Signal> estimates);
}
