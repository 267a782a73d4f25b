// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.Optional;

/** Is told how far an evaluation is; from several threads, one at a time. */
public interface EvaluationListener {

    /**
     * Scoring begins.
     *
     * @param tracks how many there are
     * @param done how many of them an earlier session has scored
     */
    default void started(int tracks, int done) {}

    /**
     * There is something to know of a track that was scored.
     *
     * @param track its name
     * @param warning a sentence
     */
    default void warned(String track, String warning) {}

    /**
     * A track is done, well or not.
     *
     * @param track its name
     * @param failure why it could not be scored; empty if it was
     */
    default void finished(String track, Optional<String> failure) {}

    /**
     * All is measured. No other process writes into the directory of the run yet: here further files are written, before
     * {@code summary.json} says that the run is complete.
     *
     * @param result what was found
     */
    default void measured(EvaluationResult result) {}
}
