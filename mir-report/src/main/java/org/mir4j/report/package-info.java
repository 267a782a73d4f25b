// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What people and other programs look at: pictures, and results as text, CSV, JSON and NumPy arrays. The page of an
 * evaluation is in {@link org.mir4j.report.evaluation}.
 */
package org.mir4j.report;
