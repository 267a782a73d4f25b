// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.layer.ConvNorm;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;
import org.mir4j.models.network.EncoderSettings.ConvNet.Frequencies;
import org.mir4j.models.network.EncoderSettings.ConvNet.Layer;
import org.mir4j.models.network.EncoderSettings.ConvNet.Pool;

/**
 * Any stack of two-dimensional convolutions, each with batch norm: plain or depthwise separable, residual or not, with
 * strides or pooling to make them smaller.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}
 *   <li>output: {@code (B, T', C)} with the mean over the frequencies that are left, or {@code (B, T', C F')} with all
 *       of them
 * </ul>
 *
 * <p>Parameters: {@code input_norm} if there is one, {@code layer1} and so on.
 */
final class ConvNetEncoder extends Encoder {

    private final Frequencies frequencies;
    private final BatchNorm inputNorm;
    private final List<ConvLayer> layers = new ArrayList<>();

    /**
     * @param settings the layers
     */
    ConvNetEncoder(EncoderSettings.ConvNet settings) {
        frequencies = settings.frequencies();
        inputNorm = settings.inputNorm() ? newInputNorm() : null;
        int in = 1;
        for (Layer layer : settings.layers()) {
            layers.add(addChildBlock("layer" + (layers.size() + 1), new ConvLayer(layer, in)));
            in = layer.filters();
        }
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray spectrogram) {
        NDArray x = inputNorm == null ? spectrogram : context.through(inputNorm, spectrogram);
        for (ConvLayer layer : layers) {
            NDArray y = context.through(layer, x);
            if (x != spectrogram) {
                x.close();
            }
            x = y;
        }
        try (NDArray features = x) {
            return frequencies == Frequencies.MEAN ? averaged(features) : flattened(features);
        }
    }

    private static NDArray flattened(NDArray features) {
        Shape shape = features.getShape();
        try (NDArray frames = features.transpose(0, 3, 1, 2)) {
            return frames.reshape(shape.get(0), shape.get(3), shape.get(1) * shape.get(2));
        }
    }

    @Override
    Shape encodedShape(Shape spectrogram) {
        Shape shape = spectrogram;
        for (ConvLayer layer : layers) {
            shape = layer.getOutputShapes(new Shape[] {shape})[0];
            if (shape.get(2) < 1 || shape.get(3) < 1) {
                throw new IllegalArgumentException("a spectrogram of shape " + spectrogram
                        + " is too small for the strides and poolings of " + layers.size() + " layers");
            }
        }
        return frequencies == Frequencies.MEAN
                ? averaged(shape)
                : new Shape(shape.get(0), shape.get(3), shape.get(1) * shape.get(2));
    }

    @Override
    int encodedFrames(int frames) {
        int left = frames;
        for (ConvLayer layer : layers) {
            left = layer.frames(left);
        }
        return left;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        if (inputNorm != null) {
            inputNorm.initialize(manager, type, inputs);
        }
        Shape[] shapes = inputs;
        for (ConvLayer layer : layers) {
            layer.initialize(manager, type, shapes);
            shapes = layer.getOutputShapes(shapes);
        }
    }

    /**
     * {@code pool(act(BN(conv(x)) + shortcut(x)))}.
     *
     * <p>Separable, {@code conv} is {@code pointwise(act(BN(depthwise(x))))} (Howard et al., "MobileNets", 2017).
     * Kernels are padded by half their size.
     *
     * <ul>
     *   <li>input: {@code (B, C, F, T)}
     *   <li>output: {@code (B, filters, F', T')}: sizes divided by the stride, rounded up, then by the pooling, rounded
     *       down
     * </ul>
     *
     * <p>Parameters: {@code main}, {@code depthwise} if it is separable, {@code shortcut} if shapes differ.
     */
    private static final class ConvLayer extends LayerBlock {

        private static final Shape POINT = new Shape(1, 1);
        private static final Shape NOTHING = new Shape(0, 0);

        private final Layer settings;
        private final ConvNorm depthwise;
        private final ConvNorm main;
        private final ConvNorm shortcut;

        /**
         * @param settings the layer
         * @param in channels that come in
         */
        ConvLayer(Layer settings, int in) {
            this.settings = settings;
            Shape kernel = shape(settings.kernel());
            Shape stride = shape(settings.stride());
            boolean separable = settings.separable();
            depthwise = separable
                    ? addChildBlock(
                            "depthwise",
                            new ConvNorm(convolution(in, kernel, stride).grouped(in), EPSILON))
                    : null;
            ConvNorm.Settings across = separable
                    ? convolution(settings.filters(), POINT, POINT)
                    : convolution(settings.filters(), kernel, stride);
            main = addChildBlock("main", new ConvNorm(across, EPSILON));
            boolean sameShape = stride.equals(POINT) && in == settings.filters();
            shortcut = settings.residual() && !sameShape
                    ? addChildBlock("shortcut", new ConvNorm(convolution(settings.filters(), POINT, stride), EPSILON))
                    : null;
        }

        private static Shape shape(List<Integer> sizes) {
            return new Shape(sizes.get(0), sizes.get(1));
        }

        /** Batch norm follows, which has the bias. */
        private static ConvNorm.Settings convolution(int filters, Shape kernel, Shape stride) {
            Shape half = new Shape(kernel.get(0) / 2, kernel.get(1) / 2);
            return new ConvNorm.Settings(filters, kernel, stride, half, 1, false);
        }

        @Override
        protected NDArray apply(ForwardContext context, NDArray x) {
            NDArray y = convolved(context, x);
            if (settings.residual()) {
                NDArray added = shortcut == null ? x : context.through(shortcut, x);
                y = then(y, convolved -> convolved.add(added));
            }
            if (settings.pool() == Pool.MAX && isMonotone()) {
                return then(then(y, this::pooled), this::activated);
            }
            return then(then(y, this::activated), this::pooled);
        }

        private NDArray convolved(ForwardContext context, NDArray x) {
            return depthwise == null
                    ? context.through(main, x)
                    : then(
                            then(context.through(depthwise, x), this::activated),
                            filtered -> context.through(main, filtered));
        }

        /** The next step, without keeping what is large and no longer needed. */
        private static NDArray then(NDArray x, UnaryOperator<NDArray> step) {
            NDArray y = step.apply(x);
            if (y != x) {
                x.close();
            }
            return y;
        }

        private NDArray activated(NDArray x) {
            return settings.activation().apply(x);
        }

        /** Whether the maximum of the activated is the activated maximum, of which there are fewer. */
        private boolean isMonotone() {
            return settings.activation() == Activations.RELU || settings.activation() == Activations.NONE;
        }

        private NDArray pooled(NDArray x) {
            if (settings.pool() == Pool.NONE) {
                return x;
            }
            Shape size = shape(settings.poolSize());
            return settings.pool() == Pool.MAX
                    ? x.getNDArrayInternal().maxPool(size, size, NOTHING, false)
                    : x.getNDArrayInternal().avgPool(size, size, NOTHING, false, false);
        }

        /** How many frames come out of so many. */
        int frames(int frames) {
            int convolved = strided(frames, settings.stride().get(1));
            return settings.pool() == Pool.NONE
                    ? convolved
                    : convolved / settings.poolSize().get(1);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            Shape convolved = main.getOutputShapes(depthwise == null ? inputs : depthwise.getOutputShapes(inputs))[0];
            if (settings.pool() == Pool.NONE) {
                return new Shape[] {convolved};
            }
            long frequencies = convolved.get(2) / settings.poolSize().get(0);
            long frames = convolved.get(3) / settings.poolSize().get(1);
            return new Shape[] {new Shape(convolved.get(0), convolved.get(1), frequencies, frames)};
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            if (depthwise != null) {
                depthwise.initialize(manager, type, inputs);
            }
            main.initialize(manager, type, depthwise == null ? inputs : depthwise.getOutputShapes(inputs));
            if (shortcut != null) {
                shortcut.initialize(manager, type, inputs);
            }
        }
    }
}
