// SPDX-License-Identifier: GPL-3.0-or-later
/** What {@code mir evaluate} does: from options to a run, and from its results to files. */
package org.mir4j.cli.evaluation;
