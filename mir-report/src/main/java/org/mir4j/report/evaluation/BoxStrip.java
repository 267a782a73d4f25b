// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.mir4j.report.ValueAxis;

/**
 * Boxes below each other along one axis in dB. The axis has room for all boxes and their whiskers, and for the points
 * that are not too far off: one track of silence must not press all boxes together.
 */
final class BoxStrip {

    private static final int MOST_STEPS = 6;
    private static final int HEIGHT = 30;
    private static final double MIDDLE = HEIGHT / 2.0;
    private static final double HALF_BOX = 8;
    private static final double HALF_CAP = 4;
    private static final double RADIUS = 2.2;
    private static final int POSITIONS = 400;

    private final Strip strip;

    private BoxStrip(Strip strip) {
        this.strip = strip;
    }

    /**
     * The drawings of some boxes.
     *
     * @param id tells the axis from others on the page: letters only
     * @param boxes all that will be drawn
     * @return their axis
     */
    static BoxStrip of(String id, Collection<Box> boxes) {
        double low = whiskers(boxes).min().orElse(0);
        double high = whiskers(boxes).max().orElse(1);
        double room = Math.max(high - low, 1) / 2;
        double least = values(boxes).filter(value -> value >= low - room).min().orElse(0);
        double greatest =
                values(boxes).filter(value -> value <= high + room).max().orElse(1);
        return new BoxStrip(
                new Strip(id, ValueAxis.covering(least, Math.max(greatest, least + 1), MOST_STEPS), HEIGHT));
    }

    private static DoubleStream whiskers(Collection<Box> boxes) {
        return boxes.stream()
                .filter(box -> box.count() > 0)
                .flatMapToDouble(box -> DoubleStream.of(box.lowWhisker(), box.highWhisker()));
    }

    private static DoubleStream values(Collection<Box> boxes) {
        return DoubleStream.concat(whiskers(boxes), boxes.stream().flatMapToDouble(box -> box.outliers().stream()
                .mapToDouble(Double::doubleValue)));
    }

    /**
     * The numbers along the axis.
     *
     * @param title what is drawn along it
     * @return a drawing
     */
    Svg heading(String title) {
        return strip.heading(title);
    }

    /**
     * How many values lie beyond the ends of the axis.
     *
     * @param boxes all that are drawn
     * @return a number of values
     */
    public long beyond(Collection<Box> boxes) {
        return values(boxes).filter(value -> !strip.axis().covers(value)).count();
    }

    /**
     * Draws a box.
     *
     * @param name what it is of
     * @param box of how many values ever
     * @return a drawing
     */
    Svg draw(String name, Box box) {
        if (box.count() == 0) {
            return strip.line(name + ": " + Figures.UNDEFINED);
        }
        Svg drawing = strip.line(title(name, box));
        drawing.with(
                strip.bar(box.lowWhisker(), box.highWhisker(), MIDDLE - 0.5, 1).attr("class", "whisker"),
                cap(box.lowWhisker()),
                cap(box.highWhisker()),
                strip.bar(box.lowQuartile(), box.highQuartile(), MIDDLE - HALF_BOX, 2 * HALF_BOX)
                        .attr("class", "box"),
                strip.mark(box.median(), MIDDLE - HALF_BOX, MIDDLE + HALF_BOX).attr("class", "median"));
        outliers(box).values().forEach(drawing::with);
        return drawing;
    }

    private static String title(String name, Box box) {
        return name + ": median " + Figures.decibels(box.median()) + " dB, middle half from "
                + Figures.decibels(box.lowQuartile()) + " to " + Figures.decibels(box.highQuartile())
                + " dB, whiskers from " + Figures.decibels(box.lowWhisker()) + " to "
                + Figures.decibels(box.highWhisker()) + " dB, "
                + Figures.count(box.outliers().size(), "value")
                + " beyond";
    }

    private Svg cap(double value) {
        return strip.mark(value, MIDDLE - HALF_CAP, MIDDLE + HALF_CAP).attr("class", "whisker");
    }

    /** The points by their place, so that of many in one place only one is drawn. */
    private Map<Long, Svg> outliers(Box box) {
        Map<Long, Svg> points = new LinkedHashMap<>();
        for (double value : box.outliers()) {
            double place = strip.axis().place(value);
            long position = strip.axis().covers(value) ? Math.round(place * POSITIONS) : value < 0 ? -1 : POSITIONS + 1;
            points.computeIfAbsent(position, key -> strip.axis().covers(value) ? point(place) : arrow(place));
        }
        return points;
    }

    private static Svg point(double place) {
        return new Svg("circle").share("cx", place).at("cy", MIDDLE).at("r", RADIUS);
    }

    /** Points outwards from an end of the axis. */
    private static Svg arrow(double place) {
        return new Svg("text")
                .attr("class", "beyond")
                .share("x", place)
                .at("y", MIDDLE + HALF_CAP)
                .withText(place == 0 ? "◂" : "▸");
    }

    /**
     * How values are spread (Tukey, Exploratory Data Analysis, 1977). Quartiles lie between neighbours in a straight line, as
     * numpy's {@code percentile} has them.
     *
     * @param count how many values there are
     * @param lowWhisker the lowest value no more than 1.5 times the height of the box below it
     * @param lowQuartile where the box begins
     * @param median the value in the middle
     * @param highQuartile where the box ends
     * @param highWhisker the highest value no more than 1.5 times the height of the box above it
     * @param outliers the values beyond the whiskers, rising
     */
    record Box(
            int count,
            double lowWhisker,
            double lowQuartile,
            double median,
            double highQuartile,
            double highWhisker,
            List<Double> outliers) {

        private static final double REACH = 1.5;
        private static final double LOW = 0.25;
        private static final double HALF = 0.5;
        private static final double HIGH = 0.75;

        /**
         * Measures.
         *
         * @param values of which those that are not finite are left out
         * @return the box; with a count of 0 and NaN everywhere if nothing is left
         */
        static Box of(DoubleStream values) {
            double[] sorted = values.filter(Double::isFinite).sorted().toArray();
            if (sorted.length == 0) {
                return new Box(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, List.of());
            }
            double low = quantile(sorted, LOW);
            double high = quantile(sorted, HIGH);
            double reach = REACH * (high - low);
            double[] within = Arrays.stream(sorted)
                    .filter(value -> value >= low - reach && value <= high + reach)
                    .toArray();
            return new Box(
                    sorted.length,
                    Math.min(low, within[0]),
                    low,
                    quantile(sorted, HALF),
                    high,
                    Math.max(high, within[within.length - 1]),
                    Arrays.stream(sorted)
                            .filter(value -> value < low - reach || value > high + reach)
                            .boxed()
                            .toList());
        }

        private static double quantile(double[] sorted, double share) {
            double place = share * (sorted.length - 1);
            int below = (int) place;
            int above = Math.min(below + 1, sorted.length - 1);
            return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
        }
    }
}
