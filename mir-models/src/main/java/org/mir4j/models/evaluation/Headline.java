// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import org.mir4j.core.metric.tagging.Estimate;

/**
 * A number that an evaluation is about.
 *
 * @param name as files have it, for example {@code roc_auc} or {@code vocals.sdr}
 * @param title as people read it, for example {@code ROC-AUC, macro}
 * @param unit for example {@code dB}; empty for shares
 * @param estimate the number and its confidence interval
 */
public record Headline(String name, String title, String unit, Estimate estimate) {}
