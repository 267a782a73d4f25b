package org.mir4j.models.pooling;

import ai.djl.ndarray.NDArray;

/** What masks of valid frames do to sequences. */
final class Masks {

    /** So far below any score that its exponential is zero, and finite, so that no gradient becomes NaN. */
    private static final float OUT_OF_SIGHT = -1e30f;

    private Masks() {}

    /**
     * The sequence with frames of padding so low that they are never a maximum and weigh nothing in a softmax.
     *
     * @param sequence {@code (B, T, E)}
     * @param mask {@code (B, T)}, 1 for a valid frame and 0 for padding
     */
    static NDArray hidden(NDArray sequence, NDArray mask) {
        NDArray padding = mask.expandDims(2).neg().add(1);
        return sequence.add(padding.mul(OUT_OF_SIGHT));
    }
}
