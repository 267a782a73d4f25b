// SPDX-License-Identifier: GPL-3.0-or-later
/** The windows of a recording that a model looks at, cut while the file is read. */
package org.mir4j.audio.window;
