// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.plot;

import java.awt.Color;
import java.util.stream.DoubleStream;

/** Bars to both sides of a line, one for each number, which together are as wide as there is room. */
final class SignedBars {

    private final double[] values;
    private final double largest;
    private final double below;
    private final double above;
    private final double scale;

    /**
     * @param room in pixels
     */
    SignedBars(double[] values, int room) {
        this.values = values;
        largest = Math.max(
                Double.MIN_NORMAL, DoubleStream.of(values).map(Math::abs).max().orElse(0));
        below = reach(-1) / largest;
        above = reach(1) / largest;
        scale = room / Math.max(below + above, 1e-9);
    }

    private double reach(int sign) {
        return DoubleStream.of(values)
                .map(value -> sign * value)
                .filter(value -> value > 0)
                .max()
                .orElse(0);
    }

    /** The longest bar of a number below 0, in pixels. */
    int below() {
        return (int) Math.round(below * scale);
    }

    /** The longest bar of a number above 0, in pixels. */
    int above() {
        return (int) Math.round(above * scale);
    }

    /** How long a bar is, in pixels. */
    int length(int index) {
        return (int) Math.round(Math.abs(values[index]) / largest * scale);
    }

    Color colour(int index) {
        return values[index] < 0 ? SignedColours.AGAINST : SignedColours.FOR;
    }
}
