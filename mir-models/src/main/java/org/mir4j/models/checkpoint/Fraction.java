// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number that a file gives as Python's {@code fractions.Fraction}.
 *
 * @param numerator any number
 * @param denominator more than 0
 */
public record Fraction(long numerator, long denominator) {

    static final String PYTHON = "fractions.Fraction";

    private static final Pattern TEXT = Pattern.compile("(-?\\d{1,18})(?:/(\\d{1,18}))?");

    /** Refuses a denominator that is none. */
    public Fraction {
        if (denominator < 1) {
            throw new IllegalArgumentException("the denominator of a fraction is at least 1, got " + denominator);
        }
    }

    /** What an object would be if Python built it; empty if that is no fraction. */
    static Optional<Fraction> of(InertObject object) {
        boolean whole = object.isCall() && object.type().equals(PYTHON);
        if (!whole || object.arguments().isEmpty() || object.arguments().size() > 2) {
            return Optional.empty();
        }
        Object first = object.arguments().get(0);
        Object second = object.arguments().size() > 1 ? object.arguments().get(1) : Long.valueOf(1);
        if (first instanceof Long numerator && second instanceof Long denominator && denominator > 0) {
            return Optional.of(new Fraction(numerator, denominator));
        }
        Matcher text = TEXT.matcher(first instanceof String written ? written : "");
        if (object.arguments().size() > 1 || !text.matches()) {
            return Optional.empty();
        }
        long denominator = text.group(2) == null ? 1 : Long.parseLong(text.group(2));
        return denominator < 1
                ? Optional.empty()
                : Optional.of(new Fraction(Long.parseLong(text.group(1)), denominator));
    }

    /**
     * What a number of times this is, less its part after the point, as {@code int()} cuts it off in Python.
     *
     * @param times any number
     * @return the whole part
     * @throws ArithmeticException if there is no room for it
     */
    public long times(long times) {
        return BigInteger.valueOf(numerator)
                .multiply(BigInteger.valueOf(times))
                .divide(BigInteger.valueOf(denominator))
                .longValueExact();
    }

    /**
     * The nearest number.
     *
     * @return the fraction as a number
     */
    public double value() {
        return (double) numerator / denominator;
    }

    @Override
    public String toString() {
        return denominator == 1 ? Long.toString(numerator) : numerator + "/" + denominator;
    }
}
