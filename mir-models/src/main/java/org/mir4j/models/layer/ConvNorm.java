// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Arrays;

/**
 * A convolution and the batch norm that follows it, which {@link #fold} turns into one convolution for inference.
 *
 * <ul>
 *   <li>input: {@code (B, C, T)} or {@code (B, C, F, T)}, as many axes as the kernel has and two more
 *   <li>output: {@code (B, filters, ...)}
 * </ul>
 *
 * <p>Parameters: {@code conv.weight}, {@code conv.bias} if there is one, and {@code bn}'s, as in PyTorch.
 *
 * <p>Source: Ioffe, Szegedy, "Batch normalization", ICML 2015.
 */
public final class ConvNorm extends AbstractBlock implements Foldable {

    private static final byte VERSION = 1;

    /**
     * The geometry of a convolution.
     *
     * @param filters how many channels come out
     * @param kernel one size an axis: {@code (T)} or {@code (F, T)}
     * @param stride one step an axis
     * @param padding zeros on either side of an axis
     * @param groups into how many groups the channels are split; as many as channels for a depthwise convolution
     * @param bias whether the convolution has a bias of its own
     */
    public record Settings(int filters, Shape kernel, Shape stride, Shape padding, int groups, boolean bias) {

        /**
         * A convolution with a bias that keeps the size of its input, for odd kernels.
         *
         * @param filters how many channels come out
         * @param kernel one odd size an axis
         * @return the settings
         */
        public static Settings same(int filters, Shape kernel) {
            return same(filters, kernel, 1);
        }

        /**
         * A convolution with a bias that is padded by half its kernel.
         *
         * @param filters how many channels come out
         * @param kernel one odd size an axis
         * @param stride the step along every axis
         * @return the settings
         */
        public static Settings same(int filters, Shape kernel, int stride) {
            long[] half = kernel.getShape().clone();
            long[] steps = new long[half.length];
            for (int axis = 0; axis < half.length; axis++) {
                half[axis] /= 2;
                steps[axis] = stride;
            }
            return new Settings(filters, kernel, new Shape(steps), new Shape(half), 1, true);
        }

        /**
         * The same with other padding.
         *
         * @param zeros on either side of an axis
         * @return the settings
         */
        public Settings padded(Shape zeros) {
            return new Settings(filters, kernel, stride, zeros, groups, bias);
        }

        /**
         * The same with channels in groups.
         *
         * @param number of groups
         * @return the settings
         */
        public Settings grouped(int number) {
            return new Settings(filters, kernel, stride, padding, number, bias);
        }

        /**
         * The same without a bias of its own.
         *
         * @return the settings
         */
        public Settings withoutBias() {
            return new Settings(filters, kernel, stride, padding, groups, false);
        }
    }

    private final Settings settings;
    private final float epsilon;
    private final Convolution convolution;
    private final BatchNorm norm;
    private Folded folded;

    /**
     * @param settings the convolution
     * @param epsilon what batch norm adds to the variance; PyTorch's default is 1e-5
     */
    public ConvNorm(Settings settings, float epsilon) {
        super(VERSION);
        this.settings = settings;
        this.epsilon = epsilon;
        boolean overTime = settings.kernel().dimension() == 1;
        Convolution described = overTime
                ? described(Conv1d.builder(), settings).build()
                : described(Conv2d.builder(), settings).build();
        convolution = addChildBlock("conv", described);
        norm = addChildBlock("bn", BatchNorm.builder().optEpsilon(epsilon).build());
    }

    private static <T extends Convolution.ConvolutionBuilder<T>> T described(T builder, Settings settings) {
        return builder.setFilters(settings.filters())
                .setKernelShape(settings.kernel())
                .optStride(settings.stride())
                .optPadding(settings.padding())
                .optGroups(settings.groups())
                .optBias(settings.bias());
    }

    @Override
    public void fold() {
        if (folded != null) {
            return;
        }
        NDArray bias = settings.bias() ? Folded.array(convolution, "bias") : null;
        Folded rowByRow = Folded.of(Folded.array(convolution, "weight"), bias, norm, epsilon);
        NDArray filters = rowByRow.weight();
        folded = new Folded(ChannelsLast.of(filters), rowByRow.bias());
        if (folded.weight() != filters) {
            filters.close();
        }
        Folded.release(convolution);
        Folded.release(norm);
    }

    private static Shape ones(int dimensions) {
        long[] sizes = new long[dimensions];
        Arrays.fill(sizes, 1);
        return new Shape(sizes);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        if (folded == null) {
            return norm.forward(parameters, convolution.forward(parameters, inputs, training), training);
        }
        if (training) {
            throw new IllegalStateException("a block whose batch norm is folded cannot be trained");
        }
        NDArray input = inputs.singletonOrThrow();
        Shape dilation = ones(settings.kernel().dimension());
        return input.getNDArrayInternal()
                .convolution(
                        input,
                        folded.weight(),
                        folded.bias(),
                        settings.stride(),
                        settings.padding(),
                        dilation,
                        settings.groups());
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
