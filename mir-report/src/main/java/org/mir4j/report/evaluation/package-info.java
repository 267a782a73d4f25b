// SPDX-License-Identifier: GPL-3.0-or-later
/** What an evaluation comes to, for people to read: the page {@code report.html}, and tables. */
package org.mir4j.report.evaluation;
