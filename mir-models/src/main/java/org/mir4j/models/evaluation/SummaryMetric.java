// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import org.mir4j.core.metric.ConfidenceInterval;

/**
 * A number that summarizes an evaluation.
 *
 * @param name as files have it, for example {@code roc_auc} or {@code vocals.sdr}
 * @param title as people read it, for example {@code ROC-AUC, macro}
 * @param unit for example {@code dB}; empty for shares
 * @param interval the number and its confidence interval
 */
public record SummaryMetric(String name, String title, String unit, ConfidenceInterval interval) {

    /**
     * The number.
     *
     * @return NaN if it is undefined
     */
    public double value() {
        return interval.value();
    }
}
