// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.layer.ConvNorm;
import org.mir4j.models.layer.ForwardContext;

/**
 * The sample-level CNN: filters of three samples, each layer a third as long as the one before.
 *
 * <p>The first layer is a convolution of stride 3; the layers after it are {@code ReLU(maxpool_3(BN(conv(x))))}; the
 * last has width 1 and no pooling. In the squeeze-and-excitation form, every convolution with its batch norm is
 * {@link ResidualConvolutions} in its place, whose bottleneck is as wide as the layer.
 *
 * <ul>
 *   <li>input: samples, {@code (B, 1, 1, N)}
 *   <li>output: {@code (B, T', C)}, where T' is N / 3^n for n strided and pooled layers, rounded down at every layer
 *       that pools; the authors' n is 10 and N is 59049
 * </ul>
 *
 * <p>Parameters: {@code layer1} and so on, of {@link ConvNorm} or {@link ResidualConvolutions}.
 *
 * <p>Source: Lee, Park, Kim, Nam, "Sample-level deep convolutional neural networks for music auto-tagging using raw
 * waveforms", SMC 2017; Kim, Lee, Nam, "Sample-level CNN architectures for music auto-tagging using raw waveforms",
 * ICASSP 2018 (ReSE-2); both in the form of Won et al., SMC 2020.
 */
final class SampleCnnEncoder extends Encoder {

    private static final int WIDTH = 3;
    private static final Shape POOL = new Shape(WIDTH);
    private static final Shape NO_PADDING = new Shape(0);

    /** A layer, and whether its output is pooled. */
    private record Layer(AbstractBlock block, boolean pooled) {}

    private final List<Layer> layers = new ArrayList<>();

    /**
     * @param settings channels and form
     */
    SampleCnnEncoder(EncoderSettings.SampleCnn settings) {
        int in = 1;
        for (int out : settings.channels()) {
            boolean first = layers.isEmpty();
            add(block(settings.se(), in, out, WIDTH, first ? WIDTH : 1), !first);
            in = out;
        }
        if (settings.last() > 0) {
            add(block(settings.se(), in, settings.last(), 1, 1), false);
        }
    }

    private static AbstractBlock block(boolean se, int in, int out, int width, int stride) {
        Shape kernel = new Shape(width);
        return se
                ? new ResidualConvolutions(new ResidualConvolutions.Settings(in, out, kernel, stride, out), EPSILON)
                : new ConvNorm(ConvNorm.Settings.same(out, kernel, stride), EPSILON);
    }

    private void add(AbstractBlock block, boolean pooled) {
        layers.add(new Layer(addChildBlock("layer" + (layers.size() + 1), block), pooled));
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray samples) {
        NDArray x = samples.squeeze(2);
        for (Layer layer : layers) {
            try (NDArray input = x;
                    NDArray filtered = context.through(layer.block(), input)) {
                x = layer.pooled() ? rectifiedMaximum(filtered) : Activation.relu(filtered);
            }
        }
        try (NDArray features = x) {
            return features.transpose(0, 2, 1);
        }
    }

    /** The maximum of the rectified, of which there are fewer when they are rectified last. */
    private static NDArray rectifiedMaximum(NDArray x) {
        try (NDArray highest = x.getNDArrayInternal().maxPool(POOL, POOL, NO_PADDING, false)) {
            return Activation.relu(highest);
        }
    }

    @Override
    Shape encodedShape(Shape samples) {
        if (samples.get(2) != 1) {
            throw new IllegalArgumentException(
                    "a sample-level CNN expects samples (B, 1, 1, T), not spectrograms; got " + samples);
        }
        Shape shape = withoutBands(samples);
        for (Layer layer : layers) {
            shape = outputShape(layer, shape);
            if (shape.get(2) < 1) {
                throw new IllegalArgumentException("an excerpt of " + samples.get(3) + " samples is too short for "
                        + layers.size() + " layers that leave a third each");
            }
        }
        return new Shape(shape.get(0), shape.get(2), shape.get(1));
    }

    private static Shape withoutBands(Shape samples) {
        return new Shape(samples.get(0), 1, samples.get(3));
    }

    private static Shape outputShape(Layer layer, Shape input) {
        Shape filtered = layer.block().getOutputShapes(new Shape[] {input})[0];
        return layer.pooled() ? new Shape(filtered.get(0), filtered.get(1), filtered.get(2) / WIDTH) : filtered;
    }

    @Override
    int encodedFrames(int frames) {
        int left = frames;
        for (int i = 0; i < layers.size(); i++) {
            left = i == 0 ? strided(left, WIDTH) : layers.get(i).pooled() ? left / WIDTH : left;
        }
        return left;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape shape = withoutBands(inputs[0]);
        for (Layer layer : layers) {
            layer.block().initialize(manager, type, shape);
            shape = outputShape(layer, shape);
        }
    }
}
