// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

/**
 * Floating point in 16 bits: one of sign, five of exponent, ten of fraction.
 *
 * <p>Source: IEEE 754, binary16.
 */
final class HalfFloat {

    /** Numbers from here on are rounded to infinity. */
    static final float TOO_LARGE = 65520;

    private static final int SIGN = 0x8000;
    private static final int FRACTION_BITS = 10;
    private static final int FRACTION = (1 << FRACTION_BITS) - 1;
    private static final int INFINITE = 0x1F;
    private static final int LEAST_EXPONENT = -14;

    private HalfFloat() {}

    /** The number that the bits stand for. */
    static float toFloat(short bits) {
        int exponent = bits >> FRACTION_BITS & INFINITE;
        int fraction = bits & FRACTION;
        float magnitude;
        if (exponent == INFINITE) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((float) fraction, LEAST_EXPONENT - FRACTION_BITS);
        } else {
            magnitude = Math.scalb((float) (fraction + FRACTION + 1), exponent - 1 + LEAST_EXPONENT - FRACTION_BITS);
        }
        return bits < 0 ? -magnitude : magnitude;
    }

    /**
     * The nearest half; of two as near, the even one.
     *
     * @param value of a magnitude below {@link #TOO_LARGE}
     */
    static short of(float value) {
        if (!(Math.abs(value) < TOO_LARGE)) {
            throw new IllegalArgumentException(value + " is no number of 16-bit floating point");
        }
        int exponent = Math.max(Math.getExponent(value), LEAST_EXPONENT);
        double steps = Math.rint(Math.scalb((double) Math.abs(value), FRACTION_BITS - exponent));
        int magnitude = ((exponent - LEAST_EXPONENT) << FRACTION_BITS) + (int) steps;
        return (short) (Float.floatToRawIntBits(value) < 0 ? SIGN | magnitude : magnitude);
    }
}
