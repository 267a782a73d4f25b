// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import j2html.tags.ContainerTag;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** An element of a drawing. */
final class Svg extends ContainerTag<Svg> {

    private static final int HUNDRED = 100;

    /**
     * @param name of the element
     */
    Svg(String name) {
        super(name);
    }

    /**
     * A drawing by itself.
     *
     * @param title what it shows, for those who cannot see it
     * @return the outermost element
     */
    static Svg drawing(String title) {
        return new Svg("svg").attr("role", "img").with(new Svg("title").withText(title));
    }

    /**
     * Sets a length.
     *
     * @param attribute for example {@code x}
     * @param value in units of the drawing
     * @return this
     */
    Svg at(String attribute, double value) {
        return attr(attribute, number(value));
    }

    /**
     * Sets a length as a share of the drawing, so that the drawing may have any width.
     *
     * @param attribute for example {@code x}
     * @param share of 0 to 1
     * @return this
     */
    Svg share(String attribute, double share) {
        return attr(attribute, number(share * HUNDRED) + "%");
    }

    /**
     * Coordinates in few characters.
     *
     * @param value finite
     * @return with at most one decimal
     */
    static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
