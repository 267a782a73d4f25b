// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.util.Arrays;
import org.mir4j.core.error.ModelException;

/**
 * An array of numbers from a file of weights, in row-major order.
 *
 * @param shape its sizes; empty for a single number
 * @param values its numbers, whatever type they have in the file; not copied
 */
public record Tensor(long[] shape, float[] values) {

    /** PyTorch has operations for as many. */
    private static final int MOST_AXES = 64;

    /** Refuses shapes that do not fit the numbers. */
    public Tensor {
        long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + Arrays.toString(shape) + " has " + size + " numbers, got " + values.length);
        }
    }

    /** Refuses shapes of a file that no operation takes, and that take long to read. */
    static void requireFewAxes(String name, int axes) {
        if (axes > MOST_AXES) {
            throw new ModelException("tensor " + name + " has " + axes + " axes, and there are at most " + MOST_AXES);
        }
    }

    /**
     * Whether all numbers are finite.
     *
     * @return false if one is infinite or NaN
     */
    public boolean isFinite() {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Whether another object has the same shape and numbers. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && Arrays.equals(shape, tensor.shape)
                && Arrays.equals(values, tensor.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }
}
