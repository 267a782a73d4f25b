// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.Constants;

/**
 * Turns every pair of features {@code (x_2i, x_2i+1)} of the query or key at position p by the angle
 * {@code p base^(-2i/d)}, after which their inner product depends on the distance of their positions only.
 *
 * <p>Source: Su et al., "RoFormer: enhanced transformer with rotary position embedding", 2021, equation 34. Neighbouring
 * features make a pair, as in the paper, not the two halves of a head.
 */
public final class RotaryPositions extends AttentionPositions {

    private final int features;
    private final Angles angles;

    /**
     * @param features of a head, d; even
     * @param base of the series of frequencies
     */
    RotaryPositions(int features, double base) {
        this.features = features;
        angles = new Angles(base, features);
    }

    @Override
    Optional<NDArray> turned(NDArray x) {
        int frames = (int) x.getShape().get(2);
        NDManager manager = x.getManager();
        try (ArrayScope scope = new ArrayScope()) {
            NDArray pairs = scope.of(x.reshape(pairs(x.getShape())));
            NDArray swapped = scope.of(scope.of(pairs.flip(4)).reshape(x.getShape()));
            NDArray cosines = scope.of(Constants.of(manager, angles.cosines(frames), new Shape(frames, features)));
            NDArray sines = scope.of(Constants.of(manager, signedSines(frames), new Shape(frames, features)));
            NDArray straight = x.mul(cosines);
            return Optional.of(straight.addi(scope.of(swapped.mul(sines))));
        }
    }

    private Shape pairs(Shape x) {
        return new Shape(x.get(0), x.get(1), x.get(2), features / 2, 2);
    }

    /** Negative for the first of a pair, to which the second is turned backwards. */
    private float[] signedSines(int frames) {
        float[] sines = angles.sines(frames);
        for (int i = 0; i < sines.length; i += 2) {
            sines[i] = -sines[i];
        }
        return sines;
    }
}
