// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import org.mir4j.report.ValueAxis;

/**
 * Drawings of one line each, that stand below each other in a column of a table and share one axis. Lengths across are
 * shares of the column, so the table may have any width.
 *
 * @param id tells the grid of this axis from others on the page: letters only
 * @param axis what they share
 * @param height of a line, in pixels
 */
record Strip(String id, ValueAxis axis, int height) {

    private static final int LABEL_HEIGHT = 18;
    private static final int BASELINE = 13;

    /** How far the grid goes beyond a line, so that it meets that of the next. */
    private static final int OVERHANG = 3;

    /**
     * The heading of the column: the numbers along the axis, and the grid that all lines take from here.
     *
     * @param title what is drawn along it
     * @return a drawing
     */
    Svg heading(String title) {
        Svg grid = new Svg("g").attr("id", id);
        Svg labels = new Svg("g").attr("class", "ticks");
        for (double tick : axis.ticks()) {
            grid.with(vertical(axis.place(tick), -OVERHANG, height + OVERHANG).attr("class", "grid"));
            labels.with(new Svg("text")
                    .share("x", axis.place(tick))
                    .at("y", BASELINE)
                    .withText(axis.label(tick)));
        }
        return Svg.drawing(title)
                .attr("class", "strip")
                .at("height", LABEL_HEIGHT)
                .with(new Svg("defs").with(grid), labels);
    }

    /**
     * A line with nothing on it but the grid.
     *
     * @param title what will be drawn, in words
     * @return a drawing to add to
     */
    Svg line(String title) {
        return Svg.drawing(title)
                .attr("class", "strip")
                .at("height", height)
                .with(new Svg("use").attr("href", "#" + id));
    }

    /**
     * A bar along the line.
     *
     * @param from where it begins
     * @param to where it ends, not before
     * @param top in pixels
     * @param thickness in pixels
     * @return an element
     */
    Svg bar(double from, double to, double top, double thickness) {
        return new Svg("rect")
                .share("x", axis.place(from))
                .share("width", axis.place(to) - axis.place(from))
                .at("y", top)
                .at("height", thickness);
    }

    /**
     * A mark across the line.
     *
     * @param value where
     * @param top in pixels
     * @param bottom in pixels
     * @return an element
     */
    Svg mark(double value, double top, double bottom) {
        return vertical(axis.place(value), top, bottom);
    }

    private static Svg vertical(double place, double top, double bottom) {
        return new Svg("line")
                .share("x1", place)
                .share("x2", place)
                .at("y1", top)
                .at("y2", bottom);
    }
}
