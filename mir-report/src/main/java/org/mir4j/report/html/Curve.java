// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.html;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a chart.
 *
 * @param name what it is of
 * @param figure the number that sums it up, in words
 * @param style the class that the style sheet knows its colour by
 * @param x in [0, 1], one a point
 * @param y in [0, 1], one a point; not copied
 * @param steps whether each value of y holds from the x before it to its own, or is led to in a straight line
 */
record Curve(String name, String figure, String style, double[] x, double[] y, boolean steps) {

    private static final int MOST_POINTS = 200;

    /** Refuses points with one coordinate. */
    Curve {
        if (x.length != y.length) {
            throw new IllegalArgumentException("there are " + x.length + " values of x and " + y.length + " of y");
        }
    }

    /**
     * The points to draw: all if they are few; otherwise about evenly spaced along the curve, so that its steep parts
     * keep their shape. The first and the last are always among them.
     *
     * @return their places in x and y, at most 200, rising
     */
    List<Integer> points() {
        double spacing = x.length <= MOST_POINTS ? 0 : length() / (MOST_POINTS - 2);
        List<Integer> points = new ArrayList<>();
        double walked = spacing;
        for (int i = 0; i < x.length; i++) {
            walked += i == 0 ? 0 : distance(i);
            if (walked >= spacing || i == x.length - 1) {
                points.add(i);
                walked = 0;
            }
        }
        return points;
    }

    private double length() {
        double length = 0;
        for (int i = 1; i < x.length; i++) {
            length += distance(i);
        }
        return length;
    }

    private double distance(int i) {
        return Math.abs(x[i] - x[i - 1]) + Math.abs(y[i] - y[i - 1]);
    }
}
