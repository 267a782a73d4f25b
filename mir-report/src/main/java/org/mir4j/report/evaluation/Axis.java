// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.LongStream;

/**
 * An axis that begins and ends where round numbers lie beyond what it covers.
 *
 * @param low where it begins
 * @param high where it ends, above low
 * @param step from one tick to the next
 */
record Axis(double low, double high, BigDecimal step) {

    private static final int[] DIGITS = {1, 2, 5};
    private static final double ROUNDING = 1e-9;

    /**
     * From 0 to 1.
     *
     * @return with ticks at every fifth
     */
    static Axis ofShares() {
        return new Axis(0, 1, new BigDecimal("0.2"));
    }

    /**
     * The axis with the finest round steps of which there are no more than so many.
     *
     * @param least the lowest value that it covers
     * @param greatest the highest value that it covers
     * @param most how many steps at most, from 2 up
     * @return the axis, at least 1 long
     */
    static Axis covering(double least, double greatest, int most) {
        double span = Math.max(greatest - least, 1);
        for (int power = (int) Math.floor(Math.log10(span / most)); ; power++) {
            for (int digit : DIGITS) {
                BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(power);
                long first = (long) Math.floor(least / step.doubleValue() + ROUNDING);
                long last = (long) Math.ceil((least + span) / step.doubleValue() - ROUNDING);
                if (last - first <= most) {
                    return new Axis(times(step, first), times(step, last), step);
                }
            }
        }
    }

    private static double times(BigDecimal step, long count) {
        return step.multiply(BigDecimal.valueOf(count)).doubleValue();
    }

    /**
     * Where a value lies.
     *
     * @param value any number
     * @return 0 where the axis begins and 1 where it ends; what lies beyond is at its ends
     */
    double place(double value) {
        return Math.max(0, Math.min(1, (value - low) / (high - low)));
    }

    /**
     * Whether the axis reaches as far as a value.
     *
     * @param value any number
     * @return whether it lies between its ends
     */
    public boolean covers(double value) {
        return value >= low && value <= high;
    }

    /**
     * The values to mark.
     *
     * @return from low to high
     */
    List<Double> ticks() {
        long first = Math.round(low / step.doubleValue());
        long last = Math.round(high / step.doubleValue());
        return LongStream.rangeClosed(first, last).mapToObj(k -> times(step, k)).toList();
    }

    /**
     * A tick as it is written.
     *
     * @param tick one of the ticks
     * @return with the decimals of the step
     */
    String label(double tick) {
        return BigDecimal.valueOf(tick)
                .setScale(Math.max(0, step.stripTrailingZeros().scale()), RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
