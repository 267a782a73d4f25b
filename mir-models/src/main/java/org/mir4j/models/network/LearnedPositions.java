// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.NormalInitializer;
import org.mir4j.models.layer.ForwardContext;

/**
 * Adds a learned vector to the frame at each position; shapes as for any {@link AddedPositions}. There are as many as
 * the sequences have that the block is built for; shorter ones take the first.
 *
 * <p>Parameter: {@code weight}, {@code (T, E)}.
 *
 * <p>Source: Gehring et al., "Convolutional sequence to sequence learning", ICML 2017, section 3.1; as in Dosovitskiy et
 * al., "An image is worth 16x16 words", ICLR 2021.
 */
public final class LearnedPositions extends AddedPositions {

    /** As in BERT and ViT. */
    private static final float DEVIATION = 0.02f;

    private final int frames;
    private final Parameter weight;

    /**
     * @param frames T
     * @param features of a frame, E
     */
    LearnedPositions(int frames, int features) {
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
