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
import org.mir4j.models.layer.ConvNorm;
import org.mir4j.models.layer.ForwardContext;

/**
 * The trunk of FCN, CRNN and the plain short-chunk CNN: batch norm of the input, then 3x3 convolutions, each followed by
 * max pooling.
 */
final class PooledConvolutions implements Trunk {

    private static final Shape KERNEL = new Shape(3, 3);
    private static final Shape NO_PADDING = new Shape(0, 0);
    private static final float EPSILON = 1e-5f;

    private final BatchNorm inputNorm = BatchNorm.builder().optEpsilon(EPSILON).build();
    private final List<ConvNorm> convolutions = new ArrayList<>();
    private final List<Shape> pools = new ArrayList<>();

    /**
     * @param channels of each convolution
     * @param pooling of each convolution: frequency, time
     * @param children told of every block and its name
     */
    PooledConvolutions(
            List<Integer> channels, List<List<Integer>> pooling, BiConsumer<String, AbstractBlock> children) {
        children.accept("input_norm", inputNorm);
        for (int i = 0; i < channels.size(); i++) {
            ConvNorm layer = new ConvNorm(ConvNorm.Settings.same(channels.get(i), KERNEL), EPSILON);
            children.accept("layer" + (i + 1), layer);
            convolutions.add(layer);
            pools.add(new Shape(pooling.get(i).get(0), pooling.get(i).get(1)));
        }
    }

    /** Refuses convolutions without channels or without their pooling. */
    static void requireSame(List<Integer> channels, List<List<Integer>> pooling) {
        if (channels == null || pooling == null || channels.isEmpty() || channels.size() != pooling.size()) {
            throw new IllegalArgumentException("every convolution has its pooling: there are "
                    + (channels == null ? 0 : channels.size()) + " convolutions and "
                    + (pooling == null ? 0 : pooling.size()) + " poolings");
        }
        if (!arePositive(channels)) {
            throw new IllegalArgumentException("every convolution has at least one channel, got " + channels);
        }
        if (!pooling.stream().allMatch(pool -> pool != null && pool.size() == 2 && arePositive(pool))) {
            throw new IllegalArgumentException(
                    "a pooling has two positive sizes, over frequency and over time, got " + pooling);
        }
    }

    static boolean arePositive(List<Integer> numbers) {
        return numbers.stream().allMatch(number -> number != null && number > 0);
    }

    @Override
    public NDArray apply(ForwardContext context, NDArray spectrogram) {
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
        return x;
    }

    @Override
    public Shape outputShape(Shape spectrogram) {
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
        return new Shape(spectrogram.get(0), channels, frequencies, frames);
    }

    @Override
    public int frames(int frames) {
        int left = frames;
        for (Shape pool : pools) {
            left /= (int) pool.get(1);
        }
        return left;
    }

    @Override
    public void initialize(NDManager manager, DataType type, Shape spectrogram) {
        inputNorm.initialize(manager, type, spectrogram);
        Shape shape = spectrogram;
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
