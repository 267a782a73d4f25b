// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.ForwardContext;

/**
 * Adds {@code PE(p, 2i) = sin(p / 10000^(2i/E))} and {@code PE(p, 2i + 1) = cos(p / 10000^(2i/E))} to the frame at
 * position p, counted from 0; shapes as for any {@link AddedPositions}. The sequence itself is not scaled.
 *
 * <p>Source: Vaswani et al., "Attention is all you need", NeurIPS 2017, section 3.5.
 */
public final class SinusoidalPositions extends AddedPositions {

    private static final double BASE = 10_000;

    private final int features;
    private final Angles angles;

    /**
     * @param features of a frame, E
     */
    SinusoidalPositions(int features) {
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
