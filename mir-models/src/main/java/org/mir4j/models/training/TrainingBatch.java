// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.util.List;

/** Examples that a step learns from together. */
public interface TrainingBatch {

    /**
     * How many there are.
     *
     * @return at least one
     */
    int size();

    /**
     * What they are taken from.
     *
     * @return the names of recordings, for messages
     */
    List<String> names();
}
