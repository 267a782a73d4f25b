// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;

/**
 * The masks of segments that a network has received, part by part: masks are larger than what a network makes them of, so
 * it may leave the rest of its work until they are asked for.
 */
public interface SegmentMasks {

    /**
     * The masks of some frames, to be asked for once.
     *
     * @param segment which one, from 0
     * @param from the first frame
     * @param to the frame after the last
     * @return {@code (S, C, F, to - from)}, attached where the magnitudes of the segments are; the caller may change it
     */
    NDArray of(int segment, long from, long to);
}
