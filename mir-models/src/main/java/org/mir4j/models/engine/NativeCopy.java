// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * Copies that stay in native memory. DJL's {@code copyTo} goes by way of a buffer of Java's, whose memory is not given
 * back before it is collected, and which takes the place of the target's memory and layout.
 */
public final class NativeCopy {

    private static final NDIndex ALL = new NDIndex(":");

    private NativeCopy() {}

    /**
     * Writes over the numbers of an array.
     *
     * @param target what is written over; it keeps its memory and its layout
     * @param values the same shape
     */
    public static void into(NDArray target, NDArray values) {
        target.set(ALL, values);
    }
}
