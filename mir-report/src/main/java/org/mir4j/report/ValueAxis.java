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
public record ValueAxis(double low, double high, BigDecimal step) {

    private static final int[] DIGITS = {1, 2, 5};
    private static final double ROUNDING = 1e-9;

    /**
     * From 0 to 1.
     *
     * @return with ticks at every fifth
     */
    public static ValueAxis ofShares() {
        return new ValueAxis(0, 1, new BigDecimal("0.2"));
    }

    /**
     * The axis with the finest round steps of which there are no more than so many.
     *
     * @param least the lowest value that it covers
     * @param greatest the highest value that it covers
     * @param most how many steps at most, from 2 up
     * @return the axis
     */
    public static ValueAxis covering(double least, double greatest, int most) {
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

    /**
     * Where a value lies.
     *
     * @param value any number
     * @return 0 where the axis begins and 1 where it ends; what lies beyond is at its ends
     */
    public double place(double value) {
        return Math.max(0, Math.min(1, part(value)));
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
    public List<Double> ticks() {
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
    public String label(double tick) {
        return BigDecimal.valueOf(tick)
                .setScale(Math.max(0, step.stripTrailingZeros().scale()), RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
