package org.mir4j.models.checkpoint;

import java.util.Arrays;

/**
 * An array of numbers from a file of weights, in row-major order.
 *
 * @param shape its sizes; empty for a single number
 * @param values its numbers, whatever type they have in the file; not copied
 */
public record Tensor(long[] shape, float[] values) {

    /** Refuses shapes that do not fit the numbers. */
    public Tensor {
        long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + Arrays.toString(shape) + " has " + size + " numbers, got " + values.length);
        }
    }
}
