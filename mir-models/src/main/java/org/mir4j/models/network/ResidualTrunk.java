// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.BatchNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.ResidualConvolutions;

/** Batch norm of the input, then residual 3x3 convolutions of stride 2. */
final class ResidualTrunk implements Trunk {

    private static final Shape KERNEL = new Shape(3, 3);
    private static final int STRIDE = 2;
    private static final float EPSILON = 1e-5f;

    private final BatchNorm inputNorm = BatchNorm.builder().optEpsilon(EPSILON).build();
    private final List<ResidualConvolutions> layers = new ArrayList<>();

    /**
     * @param channels of each layer
     * @param children told of every block and its name
     */
    ResidualTrunk(List<Integer> channels, BiConsumer<String, AbstractBlock> children) {
        children.accept("input_norm", inputNorm);
        int in = 1;
        for (int out : channels) {
            ResidualConvolutions.Settings sizes = new ResidualConvolutions.Settings(in, out, KERNEL, STRIDE, 0);
            layers.add(new ResidualConvolutions(sizes, EPSILON));
            children.accept("layer" + layers.size(), layers.get(layers.size() - 1));
            in = out;
        }
    }

    @Override
    public NDArray apply(ForwardContext context, NDArray spectrogram) {
        NDArray x = context.through(inputNorm, spectrogram);
        for (ResidualConvolutions layer : layers) {
            try (NDArray input = x;
                    NDArray sum = context.through(layer, input)) {
                x = Activation.relu(sum);
            }
        }
        return x;
    }

    @Override
    public Shape outputShape(Shape spectrogram) {
        Shape[] shapes = {spectrogram};
        for (ResidualConvolutions layer : layers) {
            shapes = layer.getOutputShapes(shapes);
        }
        return shapes[0];
    }

    @Override
    public int frames(int frames) {
        int left = frames;
        for (int i = 0; i < layers.size(); i++) {
            left = Encoder.strided(left, STRIDE);
        }
        return left;
    }

    @Override
    public void initialize(NDManager manager, DataType type, Shape spectrogram) {
        inputNorm.initialize(manager, type, spectrogram);
        Shape[] shapes = {spectrogram};
        for (ResidualConvolutions layer : layers) {
            layer.initialize(manager, type, shapes);
            shapes = layer.getOutputShapes(shapes);
        }
    }
}
