// SPDX-License-Identifier: GPL-3.0-or-later
/** The commands, one class each. Each reads its options, calls the library, and shows the result. */
package org.mir4j.cli.command;
