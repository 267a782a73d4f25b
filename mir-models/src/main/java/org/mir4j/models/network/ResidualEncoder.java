// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.BatchNorm;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.layer.ForwardContext;

/**
 * The residual short-chunk CNN: batch norm of the input, then residual 3x3 convolutions of stride 2 with ReLU.
 * Frequencies that are left in the end are averaged.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}
 *   <li>output: {@code (B, T', C)} with the last layer's channels
 * </ul>
 *
 * <p>Parameters: {@code input_norm}, {@code layer1} and so on.
 */
final class ResidualEncoder extends Encoder {

    private static final Shape KERNEL = new Shape(3, 3);
    private static final int STRIDE = 2;

    private final BatchNorm inputNorm = newInputNorm();
    private final List<ResidualConvolutions> layers = new ArrayList<>();

    /**
     * @param channels of each layer
     */
    ResidualEncoder(List<Integer> channels) {
        int in = 1;
        for (int out : channels) {
            ResidualConvolutions.Settings sizes = new ResidualConvolutions.Settings(in, out, KERNEL, STRIDE, 0);
            layers.add(addChildBlock("layer" + (layers.size() + 1), new ResidualConvolutions(sizes, EPSILON)));
            in = out;
        }
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray spectrogram) {
        NDArray x = context.through(inputNorm, spectrogram);
        for (ResidualConvolutions layer : layers) {
            try (NDArray input = x;
                    NDArray sum = context.through(layer, input)) {
                x = Activation.relu(sum);
            }
        }
        try (NDArray features = x) {
            return averaged(features);
        }
    }

    @Override
    Shape encodedShape(Shape spectrogram) {
        Shape[] shapes = {spectrogram};
        for (ResidualConvolutions layer : layers) {
            shapes = layer.getOutputShapes(shapes);
        }
        return averaged(shapes[0]);
    }

    @Override
    int encodedFrames(int frames) {
        int left = frames;
        for (int i = 0; i < layers.size(); i++) {
            left = strided(left, STRIDE);
        }
        return left;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        inputNorm.initialize(manager, type, inputs);
        Shape[] shapes = inputs;
        for (ResidualConvolutions layer : layers) {
            layer.initialize(manager, type, shapes);
            shapes = layer.getOutputShapes(shapes);
        }
    }
}
