// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Operands that do not learn, in PyTorch's own memory.
 *
 * <p>DJL keeps plain numbers, and arrays that are made of Java's, in memory of Java's, which goes with them; PyTorch
 * remembers the operands of products and maxima until the gradient is computed, and would then read what has come to
 * lie there since. So whatever gradients flow past takes its constants from here.
 */
public final class Constants {

    /**
     * What hides a frame: so far below any score that its exponential is zero, and finite, so that no gradient becomes
     * NaN.
     */
    public static final float OUT_OF_SIGHT = -1e30f;

    private Constants() {}

    /**
     * An array of constants.
     *
     * @param manager where it is attached
     * @param values row by row
     * @param shape of the array
     * @return the array, which may be closed before gradients are computed
     */
    public static NDArray of(NDManager manager, float[] values, Shape shape) {
        return own(manager.create(values, shape));
    }

    /**
     * An array of constants.
     *
     * @param manager where it is attached
     * @param values one after the other
     * @return the array, which may be closed before gradients are computed
     */
    public static NDArray of(NDManager manager, long[] values) {
        return own(manager.create(values));
    }

    private static NDArray own(NDArray java) {
        try (java) {
            return java.duplicate();
        }
    }

    /**
     * A product with a number.
     *
     * @param x any shape
     * @param factor what everything is multiplied by
     * @return the same shape
     */
    public static NDArray times(NDArray x, float factor) {
        try (NDArray number = number(x, factor)) {
            return x.mul(number);
        }
    }

    /**
     * The maximum with a number. Where both are the same, each has half of the gradient.
     *
     * @param x any shape
     * @param floor what nothing is less than
     * @return the same shape
     */
    public static NDArray atLeast(NDArray x, float floor) {
        try (NDArray number = number(x, floor)) {
            return x.maximum(number);
        }
    }

    private static NDArray number(NDArray beside, float value) {
        return beside.getManager().full(new Shape(), value, DataType.FLOAT32);
    }
}
