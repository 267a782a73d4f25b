// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import org.mir4j.models.run.RunSettings;

/** What is to be trained, before anything has been made ready. */
public interface Subject {

    /**
     * How the model is made.
     *
     * @return the recipe
     */
    Recipe recipe();

    /**
     * All that the outcome depends on.
     *
     * @return settings under which alone the training may be gone on with
     * @throws org.mir4j.core.error.MirException if anything is missing or does not fit
     */
    RunSettings identity();

    /**
     * Makes everything ready.
     *
     * @param beginning from what to start
     * @return the course, to be closed when the training is over
     * @throws org.mir4j.core.error.MirException if anything is missing or does not fit
     */
    Course prepare(Beginning beginning);
}
