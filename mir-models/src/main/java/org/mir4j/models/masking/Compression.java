// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.Constants;

/**
 * Magnitudes raised to a power, as networks hear them. A power keeps a silent bin apart from a faint one at any gain, where
 * the knee of {@code ln(1 + gain x)} would have to be set to the level of the audio.
 */
final class Compression {

    private static final double SQUARE_ROOT = 0.5;

    /** Keeps the gradient of a root finite where there is no sound. */
    private static final float SILENCE = 1e-8f;

    private Compression() {}

    /**
     * The exponent that was set.
     *
     * @param exponent 0 where none was
     * @return 0.5 for none
     * @throws IllegalArgumentException for what is no compression
     */
    static double orDefault(double exponent) {
        if (!(exponent >= 0 && exponent <= 1)) {
            throw new IllegalArgumentException(
                    "compression is an exponent of more than 0 and at most 1, got " + exponent);
        }
        return exponent == 0 ? SQUARE_ROOT : exponent;
    }

    /** The magnitudes compressed; for an exponent of 1 a view of them. */
    static NDArray of(NDArray magnitudes, double exponent) {
        if (exponent == 1) {
            return magnitudes.reshape(magnitudes.getShape());
        }
        try (NDArray audible = magnitudes.add(SILENCE);
                NDArray power = Constants.of(magnitudes.getManager(), new float[] {(float) exponent}, new Shape())) {
            return exponent == SQUARE_ROOT ? audible.sqrt() : audible.pow(power);
        }
    }
}
