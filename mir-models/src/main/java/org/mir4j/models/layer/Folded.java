// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import java.util.Arrays;

/**
 * The one convolution that a convolution and its batch norm are in inference.
 *
 * <p>Source: Ioffe, Szegedy, "Batch normalization", ICML 2015, algorithm 2, line 11, multiplied out.
 *
 * @param weight as many axes as the convolution's, the first one for channels that come out
 * @param bias one number a channel that comes out
 */
record Folded(NDArray weight, NDArray bias) {

    /**
     * Multiplies out.
     *
     * @param weight of the convolution, whose first axis is that of channels that come out
     * @param bias of the convolution; null if it has none
     * @param norm that follows the convolution
     * @param epsilon what the norm adds to the variance
     * @return the convolution, beside the parameters of the norm
     */
    static Folded of(NDArray weight, NDArray bias, BatchNorm norm, float epsilon) {
        NDManager manager = array(norm, "gamma").getManager();
        try (NDManager scope = manager.newSubManager()) {
            NDArray deviation = copy(norm, "runningVar", scope);
            NDArray scale = copy(norm, "gamma", scope);
            scale.divi(deviation.addi(epsilon).sqrt());
            NDArray offset = copy(norm, "runningMean", scope);
            if (bias != null) {
                offset.subi(bias);
            }
            NDArray column = scale.reshape(column(weight.getShape().dimension()));
            NDArray scaled = weight.mul(column);
            scaled.attach(manager);
            NDArray shift = array(norm, "beta").sub(offset.muli(scale));
            shift.attach(manager);
            return new Folded(scaled, shift);
        }
    }

    private static NDArray copy(Block block, String parameter, NDManager scope) {
        NDArray copy = array(block, parameter).duplicate();
        copy.attach(scope);
        return copy;
    }

    /** The array of a parameter of a block itself. */
    static NDArray array(Block block, String parameter) {
        return block.getDirectParameters().get(parameter).getArray();
    }

    /** Gives up the arrays of a block's own parameters: what has been multiplied out would only take memory. */
    static void release(Block block) {
        block.getDirectParameters().values().forEach(Parameter::close);
    }

    /** Sizes that spread a vector over the first of some axes. */
    private static Shape column(int dimensions) {
        long[] sizes = new long[dimensions];
        Arrays.fill(sizes, 1);
        sizes[0] = -1;
        return new Shape(sizes);
    }
}
