// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.List;
import java.util.function.Consumer;

/** Scores tracks of an evaluation somewhere else, as {@link TrackWorker}s of other processes do. */
@FunctionalInterface
public interface RemoteTracks {

    /**
     * Scores tracks.
     *
     * @param tracks the names of those that are not scored yet, in the split's order
     * @param lines takes what {@link TrackWorker#score} gives of each, in whatever order, on the calling thread; it is kept
     *     at once
     * @throws org.mir4j.core.error.MirException if the evaluation cannot go on; what was given is kept, and can be resumed
     */
    void score(List<String> tracks, Consumer<String> lines);
}
