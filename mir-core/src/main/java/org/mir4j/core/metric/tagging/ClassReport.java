// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

/**
 * How well one class is told from the others.
 *
 * @param name the class's name
 * @param tracks how many tracks are of this class
 * @param scores precision, recall and F1 of its prediction
 * @param rocAuc the area under the ROC of its score, one class against the rest, or NaN: see {@link RocAuc}
 */
public record ClassReport(String name, long tracks, PrecisionRecall scores, double rocAuc) {}
