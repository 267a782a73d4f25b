// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.html;

import static j2html.TagCreator.bdi;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.span;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Curves of shares against shares, with a legend below.
 *
 * @param title of the chart
 * @param across what x is
 * @param up what y is
 * @param chance what guessing comes to: y where x is 0, and where x is 1
 * @param curves the most important first: it is drawn on top
 */
record CurveChart(String title, String across, String up, double[] chance, List<Curve> curves) {

    private static final Axis AXIS = Axis.ofShares();
    private static final int SIZE = 400;
    private static final int LEFT = 48;
    private static final int TOP = 8;
    private static final int SIDE = 340;
    private static final int BOTTOM = TOP + SIDE;
    private static final int MIDDLE = SIDE / 2;
    private static final int TICK_GAP = 7;
    private static final int TITLE_GAP = 40;
    private static final int HALF_LETTER = 4;

    /** Keeps its own list. */
    CurveChart {
        curves = List.copyOf(curves);
    }

    /**
     * Draws.
     *
     * @return a figure
     */
    DomContent draw() {
        String words = curves.stream()
                .map(curve -> curve.name() + " " + curve.figure())
                .collect(Collectors.joining("; ", title + ": ", ""));
        Svg drawing = Svg.drawing(words)
                .attr("class", "curves")
                .attr("viewBox", "0 0 " + SIZE + " " + SIZE)
                .with(grid(), titles())
                .with(new Svg("path")
                        .attr("class", "chance")
                        .attr("d", "M" + point(0, chance[0]) + "L" + point(1, chance[1])))
                .with(reversed().stream().map(CurveChart::line).toList());
        return figure(
                        h3(title),
                        drawing,
                        figcaption(ul(each(curves, CurveChart::legend)).withClass("legend")))
                .withClass("card");
    }

    private List<Curve> reversed() {
        List<Curve> reversed = new ArrayList<>(curves);
        Collections.reverse(reversed);
        return reversed;
    }

    private static Svg grid() {
        Svg grid = new Svg("g").attr("class", "ticks");
        for (double tick : AXIS.ticks()) {
            double x = LEFT + tick * SIDE;
            double y = BOTTOM - tick * SIDE;
            grid.with(
                    new Svg("path").attr("class", "grid").attr("d", "M" + point(tick, 0) + "L" + point(tick, 1)),
                    new Svg("path").attr("class", "grid").attr("d", "M" + point(0, tick) + "L" + point(1, tick)),
                    new Svg("text")
                            .at("x", x)
                            .at("y", BOTTOM + TICK_GAP + 2 * HALF_LETTER)
                            .withText(AXIS.label(tick)),
                    new Svg("text")
                            .attr("class", "end")
                            .at("x", LEFT - TICK_GAP)
                            .at("y", y + HALF_LETTER)
                            .withText(AXIS.label(tick)));
        }
        return grid;
    }

    private Svg titles() {
        int x = LEFT - TITLE_GAP + HALF_LETTER;
        int y = TOP + MIDDLE;
        return new Svg("g")
                .attr("class", "titles")
                .with(
                        new Svg("text")
                                .at("x", LEFT + MIDDLE)
                                .at("y", BOTTOM + TITLE_GAP)
                                .withText(across),
                        new Svg("text")
                                .attr("transform", "translate(" + x + " " + y + ") rotate(-90)")
                                .withText(up));
    }

    private static Svg line(Curve curve) {
        StringBuilder path = new StringBuilder();
        for (int i : curve.points()) {
            if (path.isEmpty()) {
                path.append('M').append(point(curve.x()[i], curve.y()[i]));
            } else if (curve.steps()) {
                path.append('V').append(Svg.number(up(curve.y()[i])));
                path.append('H').append(Svg.number(right(curve.x()[i])));
            } else {
                path.append('L').append(point(curve.x()[i], curve.y()[i]));
            }
        }
        return new Svg("path").attr("class", "curve " + curve.style()).attr("d", path);
    }

    private static DomContent legend(Curve curve) {
        Svg swatch = new Svg("svg")
                .attr("class", "swatch")
                .attr("aria-hidden", "true")
                .with(new Svg("path").attr("class", "curve " + curve.style()).attr("d", "M0 6H28"));
        return li(
                swatch,
                span(bdi(curve.name())).withClass("name").withTitle(curve.name()),
                span(curve.figure()).withClass("figure"));
    }

    private static String point(double x, double y) {
        return Svg.number(right(x)) + " " + Svg.number(up(y));
    }

    private static double right(double x) {
        return LEFT + x * SIDE;
    }

    private static double up(double y) {
        return BOTTOM - y * SIDE;
    }
}
