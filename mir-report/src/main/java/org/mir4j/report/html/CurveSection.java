// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.html;

import static j2html.TagCreator.div;
import static j2html.TagCreator.p;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.mir4j.core.metric.Ranking;
import org.mir4j.core.metric.Ranking.PrecisionRecallCurve;
import org.mir4j.core.metric.Ranking.RocCurve;
import org.mir4j.core.metric.ScoreTable;
import org.mir4j.core.metric.TaggingReport;
import org.mir4j.core.metric.TaggingReport.TagReport;
import org.mir4j.models.evaluation.TaggingMetrics;

/** ROC and precision against recall, of all cells together and of the tags at both ends. */
final class CurveSection {

    private static final String ALL = "all tags together (micro)";
    private static final int EACH_END = 3;

    private final ScoreTable table;
    private final TaggingReport report;

    private CurveSection(TaggingMetrics findings) {
        table = findings.table();
        report = findings.tagging();
    }

    /** Empty if no tag holds anywhere. */
    static Optional<Section> of(TaggingMetrics findings) {
        CurveSection section = new CurveSection(findings);
        if (Double.isNaN(section.report.microAveragePrecision().value())) {
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
                ALL, report.microRocAuc().value(), "all", Ranking.ofAll(table).rocCurve()));
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
                report.microAveragePrecision().value(),
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
}
