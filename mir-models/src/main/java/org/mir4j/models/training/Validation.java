// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.util.Map;

/** What a network reaches on recordings that it does not learn from. */
public interface Validation {

    /**
     * The loss there.
     *
     * @return the mean
     */
    double loss();

    /**
     * All figures.
     *
     * @return by the names of their columns in {@code metrics.csv}; NaN where one is undefined
     */
    Map<String, Double> figures();

    /**
     * The figure by which epochs are compared.
     *
     * @return its column
     */
    String metric();

    /**
     * The figure by which epochs are compared.
     *
     * @return the higher the better
     */
    default double value() {
        return figures().get(metric());
    }
}
