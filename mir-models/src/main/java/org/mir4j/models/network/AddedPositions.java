// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.NormalInitializer;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;

/**
 * Adds its position to every frame of a sequence.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}
 *   <li>output: {@code (B, T, E)}
 * </ul>
 */
abstract class AddedPositions extends LayerBlock {

    /** What is added to every sequence, {@code (T, E)}, a new array. */
    abstract NDArray positions(ForwardContext context, NDArray sequence);

    /** Refuses sequences that are too long. */
    abstract void requireFits(Shape sequence);

    @Override
    protected final NDArray apply(ForwardContext context, NDArray sequence) {
        requireFits(sequence.getShape());
        try (NDArray positions = positions(context, sequence)) {
            return sequence.add(positions);
        }
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputs) {
        requireFits(inputs[0]);
        return new Shape[] {inputs[0]};
    }

    @Override
    protected final void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        requireFits(inputs[0]); // there is nothing below
    }

    /**
     * Adds {@code PE(p, 2i) = sin(p / 10000^(2i/E))} and {@code PE(p, 2i + 1) = cos(p / 10000^(2i/E))} to the frame at
     * position p, counted from 0. The sequence itself is not scaled.
     *
     * <p>Source: Vaswani et al., "Attention is all you need", NeurIPS 2017, section 3.5.
     */
    static final class Sinusoidal extends AddedPositions {

        private static final double BASE = 10_000;

        private final int features;
        private final Angles angles;

        /**
         * @param features of a frame, E
         */
        Sinusoidal(int features) {
            this.features = features;
            angles = new Angles(BASE, features);
        }

        @Override
        NDArray positions(ForwardContext context, NDArray sequence) {
            int frames = (int) sequence.getShape().get(1);
            float[] values = angles.sines(frames);
            float[] cosines = angles.cosines(frames);
            for (int i = 0; i < values.length; i++) {
                boolean odd = i % features % 2 == 1;
                values[i] = odd ? cosines[i] : values[i];
            }
            return sequence.getManager().create(values, new Shape(frames, features));
        }

        @Override
        void requireFits(Shape sequence) {
            // sines go on for ever
        }
    }

    /**
     * Adds a learned vector to the frame at each position. There are as many as the longest sequence has that the block
     * is built for; shorter ones take the first.
     *
     * <p>Parameter: {@code weight}, {@code (T, E)}.
     *
     * <p>Source: Gehring et al., "Convolutional sequence to sequence learning", ICML 2017, section 3.1; as in
     * Dosovitskiy et al., "An image is worth 16x16 words", ICLR 2021.
     */
    static final class Learned extends AddedPositions {

        /** As in BERT and ViT. */
        private static final float DEVIATION = 0.02f;

        private final int frames;
        private final Parameter weight;

        /**
         * @param frames T
         * @param features of a frame, E
         */
        Learned(int frames, int features) {
            this.frames = frames;
            weight = addParameter(Parameter.builder()
                    .setName("weight")
                    .setType(Parameter.Type.WEIGHT)
                    .optShape(new Shape(frames, features))
                    .optInitializer(new NormalInitializer(DEVIATION))
                    .build());
        }

        @Override
        NDArray positions(ForwardContext context, NDArray sequence) {
            return context.value(weight, sequence)
                    .get(new NDIndex(":{}", sequence.getShape().get(1)));
        }

        @Override
        void requireFits(Shape sequence) {
            if (sequence.get(1) > frames) {
                throw new IllegalArgumentException("there are learned positions for " + frames
                        + " frames, which a sequence of shape " + sequence + " exceeds");
            }
        }
    }
}
