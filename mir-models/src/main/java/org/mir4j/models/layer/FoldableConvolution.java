// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import java.util.Arrays;

/**
 * A convolution and the batch norm that follows it, which {@link #fold} turns into one convolution for inference.
 *
 * <p>Parameters: those of {@code conv}, and {@code bn}'s as in PyTorch.
 *
 * <p>Source: Ioffe, Szegedy, "Batch normalization", ICML 2015; folded: algorithm 2, line 11, multiplied out.
 */
abstract class FoldableConvolution extends LayerBlock implements Foldable {

    private final Block convolution;
    private final BatchNorm norm;
    private final float epsilon;
    private Folded folded;

    /**
     * The one convolution that replaces both.
     *
     * @param weight what {@link #convolved} takes
     * @param bias one number per channel that comes out
     */
    record Folded(NDArray weight, NDArray bias) {}

    /**
     * @param convolution that comes first, a block of one input
     * @param epsilon what batch norm adds to the variance; PyTorch's default is 1e-5
     */
    FoldableConvolution(Block convolution, float epsilon) {
        this.epsilon = epsilon;
        this.convolution = addChildBlock("conv", convolution);
        norm = addChildBlock("bn", BatchNorm.builder().optEpsilon(epsilon).build());
    }

    /** Multiplies the batch norm into the convolution; the arrays are attached where those of the parameters are. */
    abstract Folded folded();

    /** The convolution by folded arrays. */
    abstract NDArray convolved(NDArray x, Folded by);

    /**
     * Multiplies the batch norm into the convolution, for good: from now on the block can only infer, and its
     * parameters have no arrays.
     */
    @Override
    public final void fold() {
        if (folded == null) {
            folded = folded();
            // their numbers are in the folded arrays now
            convolution.getDirectParameters().values().forEach(Parameter::close);
            norm.getDirectParameters().values().forEach(Parameter::close);
        }
    }

    /**
     * Multiplies out.
     *
     * @param weight of the convolution, whose first axis is that of channels that come out
     * @param bias of the convolution; null if it has none
     * @return the convolution, beside the parameters of the norm
     */
    final Folded multiplied(NDArray weight, NDArray bias) {
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

    /** Sizes that spread a vector over the first of some axes. */
    private static Shape column(int dimensions) {
        long[] sizes = new long[dimensions];
        Arrays.fill(sizes, 1);
        sizes[0] = -1;
        return new Shape(sizes);
    }

    @Override
    protected final NDArray apply(ForwardContext context, NDArray x) {
        if (folded == null) {
            try (NDArray convolved = context.through(convolution, x)) {
                return context.through(norm, convolved);
            }
        }
        if (context.training()) {
            throw new IllegalStateException("a block whose batch norm is folded cannot be trained");
        }
        return convolved(x, folded);
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputs) {
        return convolution.getOutputShapes(inputs);
    }

    @Override
    protected final void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        convolution.initialize(manager, type, inputs);
        norm.initialize(manager, type, convolution.getOutputShapes(inputs));
    }
}
