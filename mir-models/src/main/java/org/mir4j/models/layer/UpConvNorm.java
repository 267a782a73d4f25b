// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.mir4j.models.engine.TorchOperator;

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
public final class UpConvNorm extends FoldableConvolution {

    /** How an image is made larger. */
    public enum Form {
        /**
         * Every pixel paints a kernel, two pixels from that of the next: PyTorch's {@code conv_transpose2d} with stride
         * 2, padding {@code kernel / 2} and output padding 1; the weight is {@code (in, filters, kernel, kernel)}
         * (Zeiler et al., "Deconvolutional networks", CVPR 2010).
         */
        TRANSPOSED,
        /**
         * Every pixel is repeated along either axis, and a convolution follows, padded by {@code kernel / 2}; the
         * weight is {@code (filters, in, kernel, kernel)} (Odena, Dumoulin, Olah, "Deconvolution and checkerboard
         * artifacts", Distill, 2016).
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

    private final UpConvolution convolution;

    /**
     * @param settings the convolution
     * @param epsilon what batch norm adds to the variance; PyTorch's default is 1e-5
     */
    public UpConvNorm(Settings settings, float epsilon) {
        this(new UpConvolution(settings), epsilon);
    }

    private UpConvNorm(UpConvolution convolution, float epsilon) {
        super(convolution, epsilon);
        this.convolution = convolution;
    }

    @Override
    FoldedLayer folded() {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray weight = convolution.outputFirst(array(convolution, "weight"), scope);
            FoldedLayer one = multiplied(weight, null);
            if (convolution.isFasterTransposed()) {
                NDArray inputFirst = scope.of(scope.of(one.weight()).transpose(1, 0, 2, 3));
                return new FoldedLayer(ChannelsLast.of(inputFirst), one.bias());
            }
            NDArray filters = convolution.phases(scope.of(one.weight()), scope);
            NDArray bias = scope.of(one.bias()).tile(UpConvolution.PHASES * UpConvolution.PHASES);
            return new FoldedLayer(ChannelsLast.of(filters), bias);
        }
    }

    @Override
    NDArray convolved(NDArray x, FoldedLayer by) {
        return convolution.isFasterTransposed()
                ? convolution.transposed(x, by)
                : UpConvolution.doubled(x, by.weight(), by.bias());
    }

    /**
     * A convolution that doubles frequencies and frames, without a bias.
     *
     * <p>The output's pixels of odd and of even rows and columns, four phases, depend each on a few pixels of the input
     * by filters of their own. So the whole is one ordinary convolution with four times the channels, woven into one
     * image.
     *
     * <p>Source: Shi et al., "Is the deconvolution layer the same as a convolutional layer?", 2016, arXiv 1609.07009.
     */
    private static final class UpConvolution extends LayerBlock {

        private static final Shape ONES = new Shape(1, 1);

        /** Even and odd ones. */
        static final int PHASES = 2;

        private static final int MANY_FILTERS = 16;

        private final Settings settings;
        private final Parameter weight;

        /**
         * @param settings the convolution
         */
        UpConvolution(Settings settings) {
            this.settings = settings;
            boolean inputFirst = settings.form() == Form.TRANSPOSED;
            int first = inputFirst ? settings.in() : settings.filters();
            int second = inputFirst ? settings.filters() : settings.in();
            weight = addParameter(Parameter.builder()
                    .setName("weight")
                    .setType(Parameter.Type.WEIGHT)
                    .optShape(new Shape(first, second, settings.kernel(), settings.kernel()))
                    .build());
        }

        @Override
        protected NDArray apply(ForwardContext context, NDArray x) {
            try (ArrayScope scope = new ArrayScope()) {
                NDArray value = context.value(weight, x);
                NDArray filters = phases(outputFirst(value, scope), scope);
                return doubled(x, filters, null);
            }
        }

        /** Whether PyTorch's own transposed convolution, which computes less, is as good at so many filters. */
        boolean isFasterTransposed() {
            return settings.form() == Form.TRANSPOSED && settings.filters() >= MANY_FILTERS;
        }

        /** By PyTorch's own, with a weight {@code (in, out, kernel, kernel)}. */
        NDArray transposed(NDArray x, FoldedLayer by) {
            int half = settings.kernel() / 2;
            return TorchOperator.of(
                            "x, weight, bias",
                            "torch.conv_transpose2d(x, weight, bias, [2, 2], [" + half + ", " + half + "], [1, 1])")
                    .apply(x, by.weight(), by.bias());
        }

        /** The weight as {@code (out, in, kernel, kernel)}; itself, if it is so. */
        NDArray outputFirst(NDArray value, ArrayScope scope) {
            return settings.form() == Form.TRANSPOSED ? scope.of(value.transpose(1, 0, 2, 3)) : value;
        }

        /** {@code (out, in, kernel, kernel)} to the filters of all phases, {@code (4 out, in, taps, taps)}. */
        NDArray phases(NDArray outputFirst, ArrayScope scope) {
            NDArray kernels =
                    settings.form() == Form.TRANSPOSED ? outputFirst : widened(scope.of(outputFirst.flip(2, 3)), scope);
            // out[2i + phase] is the sum over d of x[i + d] kernels[phase + half - 2d]: pairs of taps in turn
            int half = settings.kernel() / 2;
            int reach = (half + 1) / 2;
            int taps = 2 * reach + 1;
            int before = 2 * reach - half;
            long after = (long) PHASES * taps - before - kernels.getShape().get(2);
            NDArray padded = scope.of(kernels.pad(new Shape(before, after, before, after), 0));
            NDArray pairs = scope.of(padded.reshape(settings.filters(), settings.in(), taps, PHASES, taps, PHASES));
            NDArray flipped = scope.of(pairs.flip(2, 4));
            NDArray ordered = scope.of(flipped.transpose(3, 5, 0, 1, 2, 4));
            long filters = (long) PHASES * PHASES * settings.filters();
            return scope.of(ordered.reshape(filters, settings.in(), taps, taps));
        }

        /** Kernels that do to pixels what the given ones do to pixels of which each is there twice on either axis. */
        private static NDArray widened(NDArray kernels, ArrayScope scope) {
            NDArray earlier = scope.of(kernels.pad(new Shape(0, 1), 0));
            NDArray later = scope.of(kernels.pad(new Shape(1, 0), 0));
            NDArray wide = scope.of(earlier.add(later));
            NDArray lower = scope.of(wide.pad(new Shape(0, 0, 0, 1), 0));
            NDArray higher = scope.of(wide.pad(new Shape(0, 0, 1, 0), 0));
            return scope.of(lower.add(higher));
        }

        /**
         * Convolves and weaves.
         *
         * @param x {@code (B, in, F, T)}
         * @param filters of all phases
         * @param bias one number per filter, or null
         * @return {@code (B, out, 2 F, 2 T)}, its channels side by side in memory
         */
        static NDArray doubled(NDArray x, NDArray filters, NDArray bias) {
            Shape image = x.getShape();
            long out = filters.getShape().get(0) / (PHASES * PHASES);
            long reach = filters.getShape().get(2) / 2;
            try (ArrayScope scope = new ArrayScope()) {
                NDArray phases = scope.of(x.getNDArrayInternal()
                        .convolution(x, filters, bias, ONES, new Shape(reach, reach), ONES, 1)
                        .singletonOrThrow());
                NDArray split = scope.of(phases.reshape(image.get(0), PHASES, PHASES, out, image.get(2), image.get(3)));
                NDArray woven = scope.of(split.transpose(0, 4, 1, 5, 2, 3));
                NDArray sideBySide =
                        scope.of(woven.reshape(image.get(0), PHASES * image.get(2), PHASES * image.get(3), out));
                return sideBySide.transpose(0, 3, 1, 2);
            }
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            Shape image = inputs[0];
            return new Shape[] {
                new Shape(image.get(0), settings.filters(), PHASES * image.get(2), PHASES * image.get(3))
            };
        }
    }
}
