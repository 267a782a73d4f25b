// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A convolution that doubles frequencies and frames, and the batch norm that follows it, which
 * {@link Parameters#fold} turns into one convolution for inference.
 *
 * <ul>
 *   <li>input: {@code (B, in, F, T)}
 *   <li>output: {@code (B, filters, 2 F, 2 T)}
 * </ul>
 *
 * <p>Parameters: {@code conv.weight}, in PyTorch's order of axes for the form, and {@code bn}'s.
 *
 * <p>Source: see {@link Form}; how it is computed: Shi et al., "Is the deconvolution layer the same as a convolutional
 * layer?", 2016, arXiv 1609.07009.
 */
public final class UpConvNorm extends AbstractBlock implements Foldable {

    private static final byte VERSION = 1;

    /** How an image is made larger. */
    public enum Form {
        /**
         * Every pixel paints a kernel, two pixels from that of the next: PyTorch's {@code conv_transpose2d} with stride
         * 2, padding {@code kernel / 2} and output padding 1; the weight is {@code (in, filters, kernel, kernel)}
         * (Zeiler et al., "Deconvolutional networks", CVPR 2010).
         */
        TRANSPOSED,
        /**
         * Every pixel is repeated along either axis, and a convolution follows, padded by {@code kernel / 2}; the weight
         * is {@code (filters, in, kernel, kernel)} (Odena, Dumoulin, Olah, "Deconvolution and checkerboard artifacts",
         * Distill, 2016).
         */
        INTERPOLATION
    }

    /**
     * The geometry of the convolution.
     *
     * @param form how the image is made larger
     * @param in channels that come in
     * @param filters how many channels come out
     * @param kernel the odd size of kernels on either axis, at least 3
     */
    public record Settings(Form form, int in, int filters, int kernel) {

        /** Refuses even and pointlike kernels, and convolutions of nothing. */
        public Settings {
            if (form == null || in < 1 || filters < 1) {
                throw new IllegalArgumentException("a convolution that doubles has a form and at least one channel on"
                        + " either side, got " + form + " from " + in + " to " + filters);
            }
            if (kernel < 3 || kernel % 2 == 0) {
                throw new IllegalArgumentException(
                        "the kernel of a convolution that doubles has an odd size of at least 3, got " + kernel);
            }
        }
    }

    private final float epsilon;
    private final UpConvolution convolution;
    private final BatchNorm norm;
    private Folded folded;

    /**
     * @param settings the convolution
     * @param epsilon what batch norm adds to the variance; PyTorch's default is 1e-5
     */
    public UpConvNorm(Settings settings, float epsilon) {
        super(VERSION);
        this.epsilon = epsilon;
        convolution = addChildBlock("conv", new UpConvolution(settings));
        norm = addChildBlock("bn", BatchNorm.builder().optEpsilon(epsilon).build());
    }

    @Override
    public void fold() {
        if (folded != null) {
            return;
        }
        try (ArrayScope scope = new ArrayScope()) {
            NDArray weight = convolution.outputFirst(Folded.array(convolution, "weight"), scope);
            Folded one = Folded.of(weight, null, norm, epsilon);
            NDArray filters = convolution.phases(scope.of(one.weight()), scope);
            NDArray bias = scope.of(one.bias()).tile(UpConvolution.PHASES * UpConvolution.PHASES);
            folded = new Folded(ChannelsLast.of(filters), bias);
        }
        Folded.release(convolution);
        Folded.release(norm);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        if (folded != null) {
            if (training) {
                throw new IllegalStateException("a block whose batch norm is folded cannot be trained");
            }
            return new NDList(UpConvolution.doubled(inputs.singletonOrThrow(), folded.weight(), folded.bias()));
        }
        ForwardContext context = new ForwardContext(parameters, training);
        try (NDArray image = context.through(convolution, inputs.singletonOrThrow())) {
            return new NDList(context.through(norm, image));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return convolution.getOutputShapes(inputs);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        convolution.initialize(manager, type, inputs);
        norm.initialize(manager, type, convolution.getOutputShapes(inputs));
    }
}
