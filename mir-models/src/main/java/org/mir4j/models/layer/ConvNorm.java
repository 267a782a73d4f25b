// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Convolution;
import java.util.Arrays;

/**
 * A convolution and the batch norm that follows it, which {@link Parameters#fold} turns into one convolution for
 * inference.
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
public final class ConvNorm extends FoldableConvolution {

    /**
     * The geometry of a convolution.
     *
     * @param filters how many channels come out
     * @param kernel one size per axis: {@code (T)} or {@code (F, T)}
     * @param stride one step per axis
     * @param padding zeros on either side of an axis
     * @param groups into how many groups the channels are split; as many as channels for a depthwise convolution
     * @param bias whether the convolution has a bias of its own
     */
    public record Settings(int filters, Shape kernel, Shape stride, Shape padding, int groups, boolean bias) {

        /**
         * A convolution with a bias that keeps the size of its input, for odd kernels.
         *
         * @param filters how many channels come out
         * @param kernel one odd size per axis
         * @return the settings
         */
        public static Settings same(int filters, Shape kernel) {
            return same(filters, kernel, 1);
        }

        /**
         * A convolution with a bias that is padded by half its kernel.
         *
         * @param filters how many channels come out
         * @param kernel one odd size per axis
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
    private final Convolution convolution;

    /**
     * @param settings the convolution
     * @param epsilon what batch norm adds to the variance; PyTorch's default is 1e-5
     */
    public ConvNorm(Settings settings, float epsilon) {
        this(settings, described(settings), epsilon);
    }

    private ConvNorm(Settings settings, Convolution convolution, float epsilon) {
        super(convolution, epsilon);
        this.settings = settings;
        this.convolution = convolution;
    }

    private static Convolution described(Settings settings) {
        return settings.kernel().dimension() == 1
                ? described(Conv1d.builder(), settings).build()
                : described(Conv2d.builder(), settings).build();
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
    FoldedLayer folded() {
        NDArray bias = settings.bias() ? array(convolution, "bias") : null;
        FoldedLayer rowByRow = multiplied(array(convolution, "weight"), bias);
        NDArray filters = rowByRow.weight();
        NDArray laid = ChannelsLast.of(filters);
        if (laid != filters) {
            filters.close();
        }
        return new FoldedLayer(laid, rowByRow.bias());
    }

    @Override
    NDArray convolved(NDArray x, FoldedLayer by) {
        Shape dilation = ones(settings.kernel().dimension());
        return x.getNDArrayInternal()
                .convolution(
                        x, by.weight(), by.bias(), settings.stride(), settings.padding(), dilation, settings.groups())
                .singletonOrThrow();
    }

    private static Shape ones(int dimensions) {
        long[] sizes = new long[dimensions];
        Arrays.fill(sizes, 1);
        return new Shape(sizes);
    }
}
