// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The commands, {@code *Command}, one class each, and what several of them share: options, what is shown while they run,
 * and how failures are said. Each reads its options, calls the library, and shows the result.
 */
package org.mir4j.cli.command;
