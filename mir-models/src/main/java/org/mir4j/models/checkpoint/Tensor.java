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

    /**
     * The same numbers with the axes in the reverse order: the transpose of a matrix.
     *
     * @return a tensor of its own; this one if there are fewer than two axes
     */
    public Tensor reversed() {
        int axes = shape.length;
        if (axes < 2) {
            return this;
        }
        long[] sizes = new long[axes];
        int[] steps = new int[axes]; // from one number to the next along an axis of the result
        int step = 1;
        for (int axis = axes - 1; axis >= 0; axis--) {
            sizes[axes - 1 - axis] = shape[axis];
            steps[axes - 1 - axis] = step;
            step *= (int) shape[axis];
        }
        float[] numbers = new float[values.length];
        long[] at = new long[axes];
        int from = 0;
        for (int to = 0; to < numbers.length; to++) {
            numbers[to] = values[from];
            int axis = axes - 1;
            for (from += steps[axis]; axis > 0 && ++at[axis] == sizes[axis]; from += steps[axis]) {
                from -= steps[axis] * (int) sizes[axis];
                at[axis--] = 0;
            }
        }
        return new Tensor(sizes, numbers);
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
