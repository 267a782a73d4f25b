// SPDX-License-Identifier: GPL-3.0-or-later
/** Pictures: of taggrams, features, stems, explanations, filters, and the curves of a training. */
package org.mir4j.report.plot;
