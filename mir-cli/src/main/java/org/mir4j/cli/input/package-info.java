// SPDX-License-Identifier: GPL-3.0-or-later
/** Which audio files are meant by what a person typed. */
package org.mir4j.cli.input;
