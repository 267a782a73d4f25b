// SPDX-License-Identifier: GPL-3.0-or-later
/** What the terminal can show, and tables and a progress bar on it. */
package org.mir4j.cli.terminal;
