// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueAxisTest {

    @ParameterizedTest
    @CsvSource({"0.0075, 0.429", "-74.2, -13", "0, 0", "0.5, 0.5", "-3, -3", "1e-9, 2e-9", "0.9991, 0.9999", "-1e6, 1e6"
    })
    void anAxisCoversItsValuesInAFewRoundSteps(double least, double greatest) {
        ValueAxis axis = ValueAxis.covering(least, greatest, 6);
        assertTrue(axis.part(least) > -1e-6 && axis.part(greatest) < 1 + 1e-6, axis.toString());
        assertTrue(
                axis.ticks().size() >= 2 && axis.ticks().size() <= 7,
                axis.ticks().toString());
        assertEquals(
                axis.ticks().size(),
                axis.ticks().stream().map(axis::label).distinct().count());
    }

    @Test
    void ticksAreWrittenWithTheDigitsOfTheStep() {
        ValueAxis axis = ValueAxis.covering(0.12, 0.38, 6);
        assertEquals(
                List.of("0.10", "0.15", "0.20", "0.25", "0.30", "0.35", "0.40"),
                axis.ticks().stream().map(axis::label).toList());
    }

    @Test
    void ticksAreRoundAndCoverAll() {
        ValueAxis axis = ValueAxis.covering(-3.2, 11.7, 6);

        assertEquals(List.of(-5.0, 0.0, 5.0, 10.0, 15.0), axis.ticks());
        assertEquals(0.5, axis.place(5), 1e-12);
        assertEquals("-5", axis.label(-5));
    }

    @Test
    void everyRangeHasAFewTicks() {
        for (double low : new double[] {-312.5, -1, 0, 0.3, 17}) {
            for (double span : new double[] {0, 0.01, 1, 9.9, 10, 73, 5000}) {
                ValueAxis axis = ValueAxis.covering(low, low + span, 6);

                assertTrue(axis.covers(low) && axis.covers(low + span), low + " " + span);
                assertTrue(axis.ticks().size() >= 2 && axis.ticks().size() <= 7, axis.ticks()::toString);
            }
        }
    }

    @Test
    void sharesAreMarkedAtEveryFifth() {
        ValueAxis axis = ValueAxis.ofShares();

        assertEquals(
                List.of("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"),
                axis.ticks().stream().map(axis::label).toList());
    }
}
