// SPDX-License-Identifier: GPL-3.0-or-later
/** Scores of tags: of a whole recording, and window by window. */
package org.mir4j.core.tagging;
