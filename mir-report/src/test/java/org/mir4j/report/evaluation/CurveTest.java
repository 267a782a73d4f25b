// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.mir4j.report.evaluation.CurveSection.Curve;

class CurveTest {

    private static Curve quarterCircle(int points) {
        double[] x = DoubleStream.iterate(0, i -> i + 1)
                .limit(points)
                .map(i -> 1 - Math.cos(Math.PI / 2 * i / (points - 1)))
                .toArray();
        double[] y = DoubleStream.of(x)
                .map(each -> Math.sqrt(1 - (1 - each) * (1 - each)))
                .toArray();
        return new Curve("circle", "0.7854", "all", x, y, false);
    }

    @Test
    void fewPointsAreAllKept() {
        assertEquals(List.of(0, 1, 2, 3, 4), quarterCircle(5).points());
    }

    @Test
    void manyPointsAreThinnedToTwoHundredFromEndToEnd() {
        List<Integer> points = quarterCircle(100_000).points();

        assertTrue(points.size() <= 200 && points.size() > 150, points.size() + " points");
        assertEquals(0, points.get(0));
        assertEquals(99_999, points.get(points.size() - 1));
    }

    @Test
    void thinnedCurveKeepsItsShape() {
        Curve curve = quarterCircle(100_000);
        List<Integer> points = curve.points();
        double area = 0;
        for (int i = 1; i < points.size(); i++) {
            int from = points.get(i - 1);
            int to = points.get(i);
            area += (curve.x()[to] - curve.x()[from]) * (curve.y()[to] + curve.y()[from]) / 2;
        }

        assertEquals(Math.PI / 4, area, 1e-4);
    }
}
