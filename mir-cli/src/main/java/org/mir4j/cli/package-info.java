// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The command {@code mir}: what a person types and sees. No signal processing and no model code.
 *
 * <ul>
 *   <li>{@link org.mir4j.cli.command} the commands, and the options they share
 *   <li>{@link org.mir4j.cli.input} which files are meant
 *   <li>{@link org.mir4j.cli.terminal} what the terminal can show, tables and progress
 * </ul>
 */
package org.mir4j.cli;
