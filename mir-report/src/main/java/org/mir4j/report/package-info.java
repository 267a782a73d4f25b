// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What people and other programs look at: pictures, report pages, results as CSV, JSON and NumPy arrays.
 *
 * <ul>
 *   <li>{@link org.mir4j.report.plot} pictures
 *   <li>{@link org.mir4j.report.html} the page of an evaluation
 *   <li>{@link org.mir4j.report.export} results for other programs
 * </ul>
 */
package org.mir4j.report;
