// SPDX-License-Identifier: GPL-3.0-or-later
/** Results for other programs: tags, features and scores as CSV, JSON and NumPy arrays. */
package org.mir4j.report.export;
