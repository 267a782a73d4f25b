// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;

/**
 * A convolution and the batch norm that follows it, which {@link #fold} turns into one convolution for inference.
 *
 * <p>Parameters: those of {@code conv}, and {@code bn}'s as in PyTorch.
 *
 * <p>Source: Ioffe, Szegedy, "Batch normalization", ICML 2015.
 */
abstract class FoldableConvolution extends LayerBlock implements Foldable {

    private final Block convolution;
    private final BatchNorm norm;
    private final float epsilon;
    private FoldedLayer folded;

    /**
     * @param convolution that comes first, a block of one input
     * @param epsilon what batch norm adds to the variance; PyTorch's default is 1e-5
     */
    FoldableConvolution(Block convolution, float epsilon) {
        this.epsilon = epsilon;
        this.convolution = addChildBlock("conv", convolution);
        norm = addChildBlock("bn", BatchNorm.builder().optEpsilon(epsilon).build());
    }

    /** Multiplies the batch norm into the convolution, as {@link #convolved} takes it; the arrays are attached where those of the parameters are. */
    abstract FoldedLayer folded();

    /** The convolution by folded arrays. */
    abstract NDArray convolved(NDArray x, FoldedLayer by);

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
    final FoldedLayer multiplied(NDArray weight, NDArray bias) {
        return FoldedLayer.of(weight, bias, norm, epsilon);
    }

    /** The array of a parameter of a block itself. */
    static NDArray array(Block block, String parameter) {
        return block.getDirectParameters().get(parameter).getArray();
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
