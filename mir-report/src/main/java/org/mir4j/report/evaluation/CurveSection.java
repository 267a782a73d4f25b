// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static j2html.TagCreator.bdi;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mir4j.core.metric.Ranking;
import org.mir4j.core.metric.Ranking.PrecisionRecallCurve;
import org.mir4j.core.metric.Ranking.RocCurve;
import org.mir4j.core.metric.RankingMetric;
import org.mir4j.core.metric.ScoreTable;
import org.mir4j.core.metric.TaggingReport;
import org.mir4j.core.metric.TaggingReport.TagReport;
import org.mir4j.models.evaluation.TaggingMetrics;
import org.mir4j.report.ValueAxis;

/** ROC and precision against recall, of all cells together and of the tags at both ends. */
final class CurveSection {

    private static final String ALL = "all tags together (micro)";
    private static final int EACH_END = 3;

    private final ScoreTable table;
    private final TaggingReport report;

    private CurveSection(TaggingMetrics measured) {
        table = measured.table();
        report = measured.tagging();
    }

    /** Empty if no tag holds anywhere. */
    static Optional<Section> of(TaggingMetrics measured) {
        CurveSection section = new CurveSection(measured);
        if (Double.isNaN(
                section.report.ranked(RankingMetric.AVERAGE_PRECISION).micro().value())) {
            return Optional.empty();
        }
        return Optional.of(new Section(
                "curves",
                "Curves",
                List.of(
                        div(section.roc().draw(), section.precisionRecall().draw())
                                .withClass("pair"),
                        p("Whole lines: all tags together, and the tags of the largest area. Broken lines: those of the"
                                        + " smallest. Dotted: what guessing comes to.")
                                .withClass("hint"))));
    }

    private CurveChart roc() {
        List<Curve> curves = new ArrayList<>();
        curves.add(curve(
                ALL,
                report.ranked(RankingMetric.ROC_AUC).micro().value(),
                "all",
                Ranking.ofAll(table).rocCurve()));
        for (Styled tag : ends(TagReport::rocAuc)) {
            RocCurve curve = Ranking.ofTag(table, tag.index()).rocCurve();
            curves.add(curve(tag.name(), report.tags().get(tag.index()).rocAuc(), tag.style(), curve));
        }
        return new CurveChart("ROC", "false positive rate", "true positive rate", new double[] {0, 1}, curves);
    }

    private static Curve curve(String name, double area, String style, RocCurve curve) {
        return new Curve(
                name, Figures.share(area), style, curve.falsePositiveRates(), curve.truePositiveRates(), false);
    }

    private CurveChart precisionRecall() {
        List<Curve> curves = new ArrayList<>();
        curves.add(curve(
                ALL,
                report.ranked(RankingMetric.AVERAGE_PRECISION).micro().value(),
                "all",
                Ranking.ofAll(table).precisionRecallCurve()));
        for (Styled tag : ends(TagReport::averagePrecision)) {
            PrecisionRecallCurve curve = Ranking.ofTag(table, tag.index()).precisionRecallCurve();
            curves.add(curve(tag.name(), report.tags().get(tag.index()).averagePrecision(), tag.style(), curve));
        }
        double prevalence = prevalence();
        return new CurveChart(
                "Precision and recall", "recall", "precision", new double[] {prevalence, prevalence}, curves);
    }

    private static Curve curve(String name, double area, String style, PrecisionRecallCurve curve) {
        return new Curve(name, Figures.share(area), style, curve.recalls(), curve.precisions(), true);
    }

    /** Of all known cells, the share in which the tag holds. */
    private double prevalence() {
        double positives =
                report.tags().stream().mapToLong(TagReport::positives).sum();
        long known = report.tags().stream().mapToLong(TagReport::known).sum();
        return known == 0 ? 0 : positives / known;
    }

    /** A tag to draw. */
    private record Styled(int index, String name, String style) {}

    /** The tags with the largest and the smallest areas, the largest first. */
    private List<Styled> ends(ToDoubleFunction<TagReport> area) {
        List<TagReport> tags = report.tags();
        List<Integer> falling = IntStream.range(0, tags.size())
                .filter(i -> !Double.isNaN(area.applyAsDouble(tags.get(i))))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -area.applyAsDouble(tags.get(i))))
                .toList();
        if (tags.size() == 1) {
            return List.of();
        }
        int best = Math.min(EACH_END, (falling.size() + 1) / 2);
        int worst = Math.min(EACH_END, falling.size() - best);
        List<Styled> ends = new ArrayList<>();
        for (int i = 1; i <= best; i++) {
            ends.add(styled(falling.get(i - 1), "best" + i));
        }
        for (int i = worst; i > 0; i--) {
            ends.add(styled(falling.get(falling.size() - i), "worst" + i));
        }
        return ends;
    }

    private Styled styled(int index, String style) {
        return new Styled(index, report.tags().get(index).tag(), style);
    }

    /**
     * Curves of shares against shares, with a legend below.
     *
     * @param title of the chart
     * @param across what x is
     * @param up what y is
     * @param chance what guessing comes to: y where x is 0, and where x is 1
     * @param curves the most important first: it is drawn on top
     */
    private record CurveChart(String title, String across, String up, double[] chance, List<Curve> curves) {

        private static final ValueAxis AXIS = ValueAxis.ofShares();
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
                    .with(new Svg("path")
                            .attr("class", "curve " + curve.style())
                            .attr("d", "M0 6H28"));
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

    /**
     * A line of a chart.
     *
     * @param name what it is of
     * @param figure the number that sums it up, in words
     * @param style the class that the style sheet knows its colour by
     * @param x in [0, 1], one per point
     * @param y in [0, 1], one per point; not copied
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
}
