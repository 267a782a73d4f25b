// SPDX-License-Identifier: GPL-3.0-or-later
/** Attention between the frames of a sequence: how alike two frames are, where they stand, and what each takes. */
package org.mir4j.models.attention;
