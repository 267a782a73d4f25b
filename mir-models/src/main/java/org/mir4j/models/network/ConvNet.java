// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.network.ConvNetSettings.Frequencies;

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
public final class ConvNet extends Encoder {

    private static final float EPSILON = 1e-5f;

    private final Frequencies frequencies;
    private final BatchNorm inputNorm;
    private final List<ConvLayer> layers = new ArrayList<>();

    /**
     * @param settings the layers
     */
    public ConvNet(ConvNetSettings settings) {
        frequencies = settings.frequencies();
        inputNorm = settings.inputNorm()
                ? addChildBlock(
                        "input_norm", BatchNorm.builder().optEpsilon(EPSILON).build())
                : null;
        int in = 1;
        for (ConvNetSettings.Layer layer : settings.layers()) {
            layers.add(addChildBlock("layer" + (layers.size() + 1), new ConvLayer(layer, in)));
            in = layer.filters();
        }
    }

    @Override
    NDArray encode(ForwardContext context, NDArray spectrogram) {
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
}
