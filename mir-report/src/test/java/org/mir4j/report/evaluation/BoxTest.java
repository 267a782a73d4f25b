// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.mir4j.report.evaluation.BoxStrip.Box;

class BoxTest {

    @Test
    void quartilesLieBetweenNeighboursAsNumpyHasThem() {
        Box box = Box.of(DoubleStream.of(4, 1, 3, 2));

        assertEquals(new Box(4, 1, 1.75, 2.5, 3.25, 4, List.of()), box);
    }

    @Test
    void valuesBeyondOneAndAHalfBoxesAreOutliers() {
        Box box = Box.of(DoubleStream.of(-100, 1, 2, 3, 4, 5, 6, 7, 50));

        assertEquals(new Box(9, 1, 2, 4, 6, 7, List.of(-100.0, 50.0)), box);
    }

    @Test
    void whatIsUndefinedIsLeftOut() {
        assertEquals(
                1,
                Box.of(DoubleStream.of(Double.NaN, 7, Double.POSITIVE_INFINITY)).count());
        assertEquals(0, Box.of(DoubleStream.of(Double.NaN)).count());
    }

    @Test
    void pointsFarOffAreMarkedAtTheEndOfTheAxis() {
        Box box = Box.of(DoubleStream.of(1, 2, 3, 4, 5, 6, 7, 8, -300, 11.9, 16));
        BoxStrip strip = BoxStrip.of("axis", List.of(box));

        String drawing = strip.draw("vocals", box).render();

        assertEquals(1, strip.beyond(List.of(box)));
        assertEquals(1, drawing.split("◂", -1).length - 1);
    }
}
