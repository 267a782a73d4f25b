// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

/** In which frame of a sequence, if in any, everything has been seen. */
public enum SequenceReadout {
    /** Nowhere: every frame knows its surroundings only, or all frames know all alike. */
    NOWHERE,
    /** In the last frame, as a recurrent or causal encoder leaves it. */
    LAST_FRAME,
    /** The first half of the features in the last frame, the second half in the first: both directions. */
    BOTH_ENDS,
    /** In the first frame, which is a class token and no part of the recording. */
    CLASS_TOKEN
}
