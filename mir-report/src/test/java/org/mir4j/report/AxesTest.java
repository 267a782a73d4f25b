// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times, scales and colours: what is written along pictures. */
class AxesTest {

    @ParameterizedTest
    @CsvSource({
        "0.00001, 1 ms",
        "0.25, 250 ms",
        "1, 1.0 s",
        "8.24, 8.2 s",
        "10, 0:10",
        "59.4, 0:59",
        "59.6, 1:00",
        "133.2, 2:13",
        "3599.4, 59:59",
        "3733, 1:02:13",
        "360000, 100:00:00"
    })
    void durationsReadLikeOnesOnAClock(double seconds, String text) {
        assertEquals(text, Clock.of(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0003,   5, 0.0001 s",
        "0.9,      5, 0.2 s",
        "4,        5, 1 s",
        "29.1,    12, 5 s",
        "133,     12, 0:15",
        "3600,    10, 10:00",
        "86400,    8, 3:00:00",
        "1000000,  1, 278:00:00"
    })
    void timesOnAnAxisAreRoundAndNotTooMany(double duration, int most, String second) {
        TimeAxis axis = TimeAxis.of(duration, most);
        assertEquals(second, axis.label(axis.step().doubleValue()));
        assertTrue(axis.times().size() <= most + 1);
        assertEquals(0, axis.times().get(0));
    }

    @Test
    void timesAreExactMultiples() {
        assertEquals(List.of(0.0, 0.1, 0.2, 0.3), TimeAxis.of(0.35, 4).times());
    }

    @Test
    void timesOfAnAxisThatBeginsLaterLieOnIt() {
        TimeAxis axis = TimeAxis.of(61.5, 64.6, 4);
        assertEquals(List.of(62.0, 63.0, 64.0), axis.times());
        assertEquals("1:02", axis.label(axis.times().get(0)));
        assertEquals(0, axis.part(61.5));
        assertEquals(1, axis.part(64.6));
        TimeAxis fine = TimeAxis.of(100, 100.25, 3);
        assertEquals(
                List.of("100.0 s", "100.1 s", "100.2 s"),
                fine.times().stream().map(fine::label).toList());
    }

    @ParameterizedTest
    @CsvSource({"0.71, 0.8", "0.3, 0.3", "0.301, 0.4", "0.96, 1", "1, 1", "0.00031, 0.0004", "0, 1"})
    void aScaleEndsJustAboveTheHighestScore(float highest, String top) {
        ScoreScale scale = ScoreScale.of(new double[][] {{0, Double.NaN}, {highest, 0}});
        assertEquals(top, ScoreScale.label(scale.top()));
        assertTrue(scale.part(highest) <= 1);
    }

    @Test
    void anEmptyScaleIsTheWholeOne() {
        assertEquals(1, ScoreScale.of(new double[0][0]).top());
        assertEquals("1E-8", ScoreScale.label(1e-8));
    }

    @Test
    void coloursGoFromDarkToBright() {
        assertEquals(0x440154, HeatColours.of(-1));
        assertEquals(0x21918C, HeatColours.of(0.5));
        assertEquals(0xFDE725, HeatColours.of(2));
    }
}
