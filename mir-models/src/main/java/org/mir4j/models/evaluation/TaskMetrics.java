// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.List;

/** All that was measured, in the form of its task. */
public sealed interface TaskMetrics permits TaggingMetrics, SeparationMetrics {

    /**
     * The numbers that a paper prints, with their intervals.
     *
     * @return the most important first
     */
    List<SummaryMetric> summary();

    /**
     * What a reader must know about the numbers.
     *
     * @return sentences
     */
    List<String> notes();
}
