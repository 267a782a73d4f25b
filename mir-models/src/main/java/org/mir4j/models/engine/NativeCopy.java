package org.mir4j.models.engine;

import ai.djl.ndarray.NDArray;

/**
 * Copies that stay in native memory. DJL's own go by way of a buffer of Java's, whose memory is not given back before it
 * is collected, and which takes the place of the target's memory and layout.
 */
public final class NativeCopy {

    private NativeCopy() {}

    /**
     * Writes over the numbers of an array.
     *
     * @param target finite numbers, to be written over
     * @param values the same shape
     */
    public static void into(NDArray target, NDArray values) {
        target.subi(target).addi(values);
    }
}
