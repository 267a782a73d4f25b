// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.norm.BatchNorm;
import java.util.Arrays;

/**
 * A linear layer or a convolution with what follows it multiplied in, for inference.
 *
 * @param weight whose first axis is that of features that come out, unless who made it says otherwise
 * @param bias one number per feature that comes out
 */
public record FoldedLayer(NDArray weight, NDArray bias) {

    /**
     * A layer and the batch norm that follows it, in one.
     *
     * <p>Source: Ioffe, Szegedy, "Batch normalization", ICML 2015, algorithm 2, line 11, multiplied out.
     *
     * @param weight of the layer, whose first axis is that of features that come out
     * @param bias of the layer; null if it has none
     * @param norm that follows it
     * @param epsilon what the norm adds to the variance
     * @return both, attached where the parameters of the norm are
     */
    public static FoldedLayer of(NDArray weight, NDArray bias, BatchNorm norm, float epsilon) {
        NDManager manager = FoldableConvolution.array(norm, "gamma").getManager();
        try (NDManager scope = manager.newSubManager()) {
            NDArray deviation = copy(norm, "runningVar", scope);
            NDArray scale = copy(norm, "gamma", scope);
            scale.divi(deviation.addi(epsilon).sqrt());
            NDArray offset = copy(norm, "runningMean", scope);
            if (bias != null) {
                offset.subi(bias);
            }
            long[] column = new long[weight.getShape().dimension()]; // spreads a vector over the first axis
            Arrays.fill(column, 1);
            column[0] = -1;
            NDArray scaled = weight.mul(scale.reshape(column));
            NDArray shift = FoldableConvolution.array(norm, "beta").sub(offset.muli(scale));
            FoldedLayer folded = new FoldedLayer(scaled, shift);
            folded.attach(manager);
            return folded;
        }
    }

    private static NDArray copy(Block block, String parameter, NDManager scope) {
        NDArray copy = FoldableConvolution.array(block, parameter).duplicate();
        copy.attach(scope);
        return copy;
    }

    /**
     * Attaches both arrays.
     *
     * @param manager where they live from then on
     */
    public void attach(NDManager manager) {
        weight.attach(manager);
        bias.attach(manager);
    }
}
