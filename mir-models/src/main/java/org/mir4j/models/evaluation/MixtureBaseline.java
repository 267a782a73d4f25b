// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mir4j.core.audio.Signal;
import org.mir4j.core.dataset.StemTrack;

/** The unprocessed mixture as the estimate of every target: the lower bound. */
final class MixtureBaseline extends SeparationSystem {

    @Override
    public String name() {
        return "oracle-mixture";
    }

    @Override
    Estimates estimate(StemTrack track, SongSignals song, SignalFiles files) {
        Map<String, Signal> estimates = new LinkedHashMap<>();
        song.targets().keySet().forEach(target -> estimates.put(target, song.mixture()));
        return Estimates.of(estimates);
    }
}
