// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

/**
 * A metric and the interval it is believed to lie in.
 *
 * @param value the metric on the tracks as they are; NaN if it is undefined
 * @param low the lower end of the interval; NaN if there is none
 * @param high the upper end of the interval; NaN if there is none
 */
public record ConfidenceInterval(double value, double low, double high) {}
