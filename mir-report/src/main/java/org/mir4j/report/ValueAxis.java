// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The round values to write along an axis that covers others; it begins and ends with round ones.
 *
 * @param low where it begins
 * @param high where it ends, above low
 * @param step from one value to the next
 */
record ValueAxis(double low, double high, BigDecimal step) {

    private static final int[] DIGITS = {1, 2, 5};
    private static final double ROUNDING = 1e-9;

    /** The axis over some values with the finest round steps of which there are no more than so many, from 2 up. */
    static ValueAxis covering(double least, double greatest, int most) {
        double span = greatest > least ? greatest - least : Math.max(Math.abs(least) / 2, 1e-6);
        for (int power = (int) Math.floor(Math.log10(span / most)); ; power++) {
            for (int digit : DIGITS) {
                BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(power);
                long first = (long) Math.floor(least / step.doubleValue() + ROUNDING);
                long last = Math.max(first + 1, (long) Math.ceil(greatest / step.doubleValue() - ROUNDING));
                if (last - first <= most) {
                    return new ValueAxis(times(step, first), times(step, last), step);
                }
            }
        }
    }

    private static double times(BigDecimal step, long count) {
        return step.multiply(BigDecimal.valueOf(count)).doubleValue();
    }

    /** How far up a value is: 0 where the axis begins, 1 where it ends. */
    double part(double value) {
        return (value - low) / (high - low);
    }

    List<Double> ticks() {
        long first = Math.round(low / step.doubleValue());
        long last = Math.round(high / step.doubleValue());
        return LongStream.rangeClosed(first, last).mapToObj(k -> times(step, k)).toList();
    }

    /** A tick with the decimals of the step. */
    String label(double tick) {
        return BigDecimal.valueOf(tick)
                .setScale(Math.max(0, step.stripTrailingZeros().scale()), RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
