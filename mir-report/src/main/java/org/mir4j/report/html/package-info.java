// SPDX-License-Identifier: GPL-3.0-or-later
/** {@code report.html}: what an evaluation comes to, on a page for people to read. */
package org.mir4j.report.html;
