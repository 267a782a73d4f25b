// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The command {@code mir}: what a person types and sees. No signal processing and no model code.
 *
 * <ul>
 *   <li>{@link org.mir4j.cli.command} one command a class
 *   <li>{@link org.mir4j.cli.input} which files are meant
 *   <li>{@link org.mir4j.cli.render} results as tables for the terminal; pictures and files are those of {@code org.mir4j.report}
 *   <li>{@link org.mir4j.cli.output} where results go
 *   <li>{@link org.mir4j.cli.terminal} what the terminal can show
 * </ul>
 */
package org.mir4j.cli;
