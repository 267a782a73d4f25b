// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * How powers become levels.
 *
 * @param form the formula
 * @param constant the formula's constant: the floor of {@code DECIBELS} and the offset of {@code LN}, as powers, the
 *     factor of {@code LOG10}; without meaning for the others, and finite for all
 * @param range with {@code DECIBELS}, how many dB below the highest level of a recording are kept ({@code top_db}), or
 *     0 to keep all
 */
public record LogScale(Form form, double constant, double range) {

    /** The formulas, for a power {@code x} and a constant {@code c}. */
    public enum Form {
        /** {@code x}. */
        NONE,
        /** {@code 10 log10(max(x, c))}: librosa, torchaudio. */
        DECIBELS,
        /** {@code log10(1 + c x)}: musicnn, with c = 10000. */
        LOG10,
        /** {@code ln(x + c)}. */
        LN,
        /** {@code ln(1 + x)}. */
        LOG1P
    }

    private static final double NEPERS_A_DECIBEL = Math.log(10) / 10;
    private static final LogScale DECIBELS = new LogScale(Form.DECIBELS, 1e-10, 0);

    /** Refuses constants under which the logarithm of silence is infinite, and what is not finite. */
    public LogScale {
        if (form == null) {
            throw new IllegalArgumentException("a log scale needs a form");
        }
        boolean needsConstant = form == Form.DECIBELS || form == Form.LOG10 || form == Form.LN;
        boolean finite = Double.isFinite(constant) && Double.isFinite(range);
        if (!finite || needsConstant && constant <= 0 || range < 0) {
            throw new IllegalArgumentException("the log scale " + form + " needs a finite positive constant and a range"
                    + " of at least 0 dB, got " + constant + " and " + range);
        }
    }

    /**
     * Decibels above a floor of 1e-10.
     *
     * @return the scale
     */
    public static LogScale decibels() {
        return DECIBELS;
    }

    /**
     * Applies the formula.
     *
     * @param powers {@code (B, F, T)}, at least 0
     * @return the levels, of the same shape; in dB with {@code DECIBELS}
     */
    public NDArray apply(NDArray powers) {
        try (NDManager scope = powers.getManager().newSubManager()) {
            powers.tempAttach(scope);
            NDArray levels =
                    switch (form) {
                        case NONE -> powers.mul(1); // not duplicate(), which lets no gradient through
                        case DECIBELS ->
                            limited(powers.maximum(constant).log10().muli(10));
                        case LOG10 -> powers.mul(constant).addi(1).log10();
                        case LN -> powers.add(constant).log();
                        case LOG1P -> logOfOnePlus(powers);
                    };
            scope.ret(powers);
            return scope.ret(levels);
        }
    }

    /**
     * Turns levels back into powers; what the formula has cut off stays cut off.
     *
     * @param levels any shape
     * @return the powers, of the same shape
     */
    public NDArray undo(NDArray levels) {
        try (NDManager scope = levels.getManager().newSubManager()) {
            levels.tempAttach(scope);
            NDArray powers =
                    switch (form) {
                        case NONE -> levels.mul(1);
                        case DECIBELS -> levels.mul(NEPERS_A_DECIBEL).exp();
                        case LOG10 ->
                            levels.mul(10 * NEPERS_A_DECIBEL).exp().subi(1).divi(constant);
                        case LN -> levels.exp().subi(constant).maximum(0);
                        case LOG1P -> levels.exp().subi(1);
                    };
            scope.ret(levels);
            return scope.ret(powers);
        }
    }

    /** With what the sum loses in single precision added back, to first order, so that small powers count too. */
    private static NDArray logOfOnePlus(NDArray powers) {
        NDArray sum = powers.add(1);
        NDArray lost = powers.sub(sum.sub(1));
        return sum.log().addi(lost.divi(sum));
    }

    private NDArray limited(NDArray levels) {
        if (range == 0) {
            return levels;
        }
        NDArray floor = levels.max(new int[] {1}, true).max(new int[] {2}, true).subi(range);
        return levels.maximum(floor);
    }
}
