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
import org.mir4j.models.layer.ConvNorm;
import org.mir4j.models.layer.ForwardContext;

/**
 * The convolutions of FCN, CRNN and the plain short-chunk CNN: batch norm of the input, then 3x3 convolutions with
 * batch norm, max pooling and ReLU. Frequencies that are left in the end are averaged.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}
 *   <li>output: {@code (B, T', C)} with the last convolution's channels
 * </ul>
 *
 * <p>Parameters: {@code input_norm}, {@code layer1} and so on.
 */
class PooledEncoder extends Encoder {

    private static final Shape KERNEL = new Shape(3, 3);
    private static final Shape NO_PADDING = new Shape(0, 0);

    private final BatchNorm inputNorm = newInputNorm();
    private final List<ConvNorm> convolutions = new ArrayList<>();
    private final List<Shape> pools = new ArrayList<>();

    /**
     * @param channels of each convolution
     * @param pooling of each convolution: frequency, time
     */
    PooledEncoder(List<Integer> channels, List<List<Integer>> pooling) {
        for (int i = 0; i < channels.size(); i++) {
            ConvNorm layer = new ConvNorm(ConvNorm.Settings.same(channels.get(i), KERNEL), EPSILON);
            addChildBlock("layer" + (i + 1), layer);
            convolutions.add(layer);
            pools.add(new Shape(pooling.get(i).get(0), pooling.get(i).get(1)));
        }
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray spectrogram) {
        NDArray x = context.through(inputNorm, spectrogram);
        for (int i = 0; i < convolutions.size(); i++) {
            Shape pool = pools.get(i);
            // the maximum of the rectified is the rectified maximum, of which there are fewer
            try (NDArray input = x;
                    NDArray convolved = context.through(convolutions.get(i), input);
                    NDArray pooled = convolved.getNDArrayInternal().maxPool(pool, pool, NO_PADDING, false)) {
                x = Activation.relu(pooled);
            }
        }
        try (NDArray features = x) {
            return averaged(features);
        }
    }

    @Override
    Shape encodedShape(Shape spectrogram) {
        long frequencies = spectrogram.get(2);
        long frames = spectrogram.get(3);
        long channels = 1;
        for (int i = 0; i < pools.size(); i++) {
            frequencies /= pools.get(i).get(0);
            frames /= pools.get(i).get(1);
            channels = convolutions
                    .get(i)
                    .getOutputShapes(new Shape[] {spectrogram})[0]
                    .get(1);
        }
        if (frequencies < 1 || frames < 1) {
            throw new IllegalArgumentException(
                    "a spectrogram of shape " + spectrogram + " is too small for the poolings " + pools);
        }
        return averaged(new Shape(spectrogram.get(0), channels, frequencies, frames));
    }

    @Override
    int encodedFrames(int frames) {
        int left = frames;
        for (Shape pool : pools) {
            left /= (int) pool.get(1);
        }
        return left;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        inputNorm.initialize(manager, type, inputs);
        Shape shape = inputs[0];
        for (int i = 0; i < convolutions.size(); i++) {
            convolutions.get(i).initialize(manager, type, shape);
            Shape convolved = convolutions.get(i).getOutputShapes(new Shape[] {shape})[0];
            shape = new Shape(
                    convolved.get(0),
                    convolved.get(1),
                    convolved.get(2) / pools.get(i).get(0),
                    convolved.get(3) / pools.get(i).get(1));
        }
    }
}
