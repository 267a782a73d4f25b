// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.run;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * Evaluates tracks, one at a time or several on several threads.
 *
 * @param <T> a track
 */
@FunctionalInterface
public interface TrackEvaluation<T> {

    /**
     * Scores a track.
     *
     * @param track the track
     * @param line of the results, to be filled in
     * @param warnings takes what a reader of the scores should know of the track, in sentences; it is kept where scoring
     *     fails, too
     */
    void evaluate(T track, JsonObject line, List<String> warnings);
}
