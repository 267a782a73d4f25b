// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

/** Which frame of a sequence, if any, knows the whole input. */
enum SequenceReadout {
    /** Nowhere: every frame knows its surroundings only, or all frames know all alike. */
    NOWHERE,
    /** In the last frame, as a recurrent or causal encoder leaves it. */
    LAST_FRAME,
    /** The first half of the features in the last frame, the second half in the first: both directions. */
    BOTH_ENDS,
    /** In the first frame, which is a class token and no part of the recording. */
    CLASS_TOKEN
}
