// SPDX-License-Identifier: GPL-3.0-or-later
/** The commands, one a class. Each reads its options, calls the library, and hands the result to a renderer. */
package org.mir4j.cli.command;
