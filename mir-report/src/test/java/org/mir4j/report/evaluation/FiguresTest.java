// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void numbersOfAKindHaveTheSameDecimals() {
        assertEquals("0.5000", Figures.share(0.5));
        assertEquals("-3.10", Figures.decibels(-3.1));
        assertEquals("undefined", Figures.share(Double.NaN));
        assertEquals("∞", Figures.decibels(Double.POSITIVE_INFINITY));
    }

    @Test
    void publishedNumbersKeepTheirDecimalsAndLineUp() {
        assertEquals("0.894\u2007", Figures.published(0.894, ""));
        assertEquals("6.0\u2007", Figures.published(6, "dB"));
        assertEquals("0.9126", Figures.published(0.9126, ""));
        assertEquals("0.9127", Figures.published(0.91266, ""));
        assertEquals("100.0\u2007", Figures.published(100, "dB"));
    }

    @Test
    void percentsTellLittleFromNone() {
        assertEquals("0\u00A0%", Figures.percent(0));
        assertEquals("<0.1\u00A0%", Figures.percent(0.0001));
        assertEquals("4.2\u00A0%", Figures.percent(0.042));
        assertEquals("42\u00A0%", Figures.percent(0.42));
        assertEquals("undefined", Figures.percent(Double.NaN));
    }

    @Test
    void countsAgreeWithTheirWords() {
        assertEquals("1 track", Figures.count(1, "track"));
        assertEquals("25,863 tracks", Figures.count(25863, "track"));
    }
}
