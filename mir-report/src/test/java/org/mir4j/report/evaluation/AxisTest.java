// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    void ticksAreRoundAndCoverAll() {
        Axis axis = Axis.covering(-3.2, 11.7, 6);

        assertEquals(List.of(-5.0, 0.0, 5.0, 10.0, 15.0), axis.ticks());
        assertEquals(0.5, axis.place(5), 1e-12);
        assertEquals("-5", axis.label(-5));
    }

    @Test
    void everyRangeHasAFewTicks() {
        for (double low : new double[] {-312.5, -1, 0, 0.3, 17}) {
            for (double span : new double[] {0, 0.01, 1, 9.9, 10, 73, 5000}) {
                Axis axis = Axis.covering(low, low + span, 6);

                assertTrue(axis.covers(low) && axis.covers(low + span), low + " " + span);
                assertTrue(axis.ticks().size() >= 2 && axis.ticks().size() <= 7, axis.ticks()::toString);
            }
        }
    }

    @Test
    void sharesAreMarkedAtEveryFifth() {
        Axis axis = Axis.ofShares();

        assertEquals(
                List.of("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"),
                axis.ticks().stream().map(axis::label).toList());
    }
}
