// SPDX-License-Identifier: GPL-3.0-or-later
/** The results of an evaluation as files and on the terminal. */
package org.mir4j.cli.report;
