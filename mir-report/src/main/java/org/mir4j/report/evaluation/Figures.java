// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them: of one kind all with the same decimals, so that they line up. */
final class Figures {

    /** What is written for a number that there is none of. */
    static final String UNDEFINED = "undefined";

    /** As wide as a digit. */
    private static final String FIGURE_SPACE = "\u2007";

    private static final int SHARE_DECIMALS = 4;
    private static final int DECIBEL_DECIMALS = 2;
    private static final int HUNDRED = 100;
    private static final double SMALLEST_PERCENT = 0.1;

    /** The sign stays with its number. */
    private static final String PERCENT = "\u00A0%";

    private Figures() {}

    /**
     * A share, an area or a score.
     *
     * @param value of about 0 to 1, or NaN
     * @return with 4 decimals
     */
    static String share(double value) {
        return fixed(value, SHARE_DECIMALS);
    }

    /**
     * A ratio of powers.
     *
     * @param value in dB, or NaN
     * @return with 2 decimals and no unit
     */
    static String decibels(double value) {
        return fixed(value, DECIBEL_DECIMALS);
    }

    /**
     * A number in the decimals of its unit.
     *
     * @param value or NaN
     * @param unit {@code dB}, or empty for shares
     * @return without the unit
     */
    static String of(double value, String unit) {
        return unit.isEmpty() ? share(value) : decibels(value);
    }

    /**
     * A published number, with the decimals that were printed and the place of those that were not.
     *
     * @param value finite
     * @param unit {@code dB}, or empty for shares
     * @return lines up with the other numbers of that unit
     */
    static String published(double value, String unit) {
        int decimals = unit.isEmpty() ? SHARE_DECIMALS : DECIBEL_DECIMALS;
        BigDecimal printed = BigDecimal.valueOf(value).stripTrailingZeros();
        BigDecimal cut = printed.setScale(Math.max(1, Math.min(decimals, printed.scale())), RoundingMode.HALF_EVEN);
        return cut.toPlainString() + FIGURE_SPACE.repeat(decimals - cut.scale());
    }

    /**
     * A share in percent.
     *
     * @param share of 0 to 1, or NaN
     * @return with a decimal below 10 %
     */
    static String percent(double share) {
        if (Double.isNaN(share)) {
            return UNDEFINED;
        }
        double percent = share * HUNDRED;
        if (percent > 0 && percent < SMALLEST_PERCENT / 2) {
            return "<" + SMALLEST_PERCENT + PERCENT;
        }
        boolean decimal = percent > 0 && percent < 10 - SMALLEST_PERCENT / 2;
        return String.format(Locale.ROOT, decimal ? "%.1f" : "%.0f", percent) + PERCENT;
    }

    /**
     * How many.
     *
     * @param count 0 or more
     * @return with commas between thousands
     */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /**
     * How many of what.
     *
     * @param count 0 or more
     * @param one the word for one of them, which has a plural in s
     * @return for example {@code 1 track}
     */
    static String count(long count, String one) {
        return count(count) + " " + one + (count == 1 ? "" : "s");
    }

    private static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) {
            return UNDEFINED;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        return String.format(Locale.ROOT, "%." + decimals + "f", value + 0.0);
    }
}
