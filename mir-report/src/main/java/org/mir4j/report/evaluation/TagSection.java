// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static j2html.TagCreator.bdi;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.TbodyTag;
import java.util.Comparator;
import java.util.List;
import org.mir4j.core.metric.PrecisionRecall;
import org.mir4j.core.metric.TaggingReport;
import org.mir4j.core.metric.TaggingReport.TagReport;
import org.mir4j.report.ValueAxis;

/** How well each tag is scored. */
final class TagSection {

    private TagSection() {}

    static Section of(TaggingReport report) {
        return new Section(
                "tags",
                "Tags",
                List.of(
                        TagBars.of(report.tags()),
                        details(
                                summary("All numbers of "
                                        + Figures.count(report.tags().size(), "tag")),
                                tagTable(report.tags())),
                        averages(report),
                        p("A best threshold is chosen on the tracks that it is measured on: what is reached with it is"
                                        + " more than other tracks would give.")
                                .withClass("hint")));
    }

    private static DomContent tagTable(List<TagReport> tags) {
        Table table = new Table("In the order of the dataset", "Tag")
                .numbers("Holds on", "Known on", "ROC-AUC", "PR-AUC")
                .numbers("Best threshold", "Precision", "Recall", "F1")
                .numbers("Precision at 0.5", "Recall at 0.5", "F1 at 0.5");
        for (TagReport tag : tags) {
            PrecisionRecall best = tag.atBest();
            PrecisionRecall half = tag.atHalf();
            table.row(
                    tag.tag(),
                    Figures.count(tag.positives()),
                    Figures.count(tag.known()),
                    Figures.share(tag.rocAuc()),
                    Figures.share(tag.averagePrecision()),
                    Figures.share(tag.bestThreshold()),
                    Figures.share(best.precision()),
                    Figures.share(best.recall()),
                    Figures.share(best.f1()),
                    Figures.share(half.precision()),
                    Figures.share(half.recall()),
                    Figures.share(half.f1()));
        }
        return table.build();
    }

    private static DomContent averages(TaggingReport report) {
        Table table = new Table("Tags as predictions, where their score reaches a threshold", "Threshold")
                .numbers("Precision", "Recall", "F1");
        add(table, "0.5, mean over tags", report.atHalf().macro());
        add(table, "0.5, all cells together", report.atHalf().micro());
        add(table, "best of each tag, mean over tags", report.atBest().macro());
        add(
                table,
                Figures.share(report.microBestThreshold()) + ", the best for all cells together",
                report.atBest().micro());
        return table.build();
    }

    private static void add(Table table, String threshold, PrecisionRecall scores) {
        table.row(
                threshold,
                Figures.share(scores.precision()),
                Figures.share(scores.recall()),
                Figures.share(scores.f1()));
    }

    /** Bars of all tags, the best first; of many tags, only those of the best and the worst. */
    private static final class TagBars {

        private static final int MOST = 60;
        private static final int EACH_END = 30;
        private static final String COLUMNS = "5";

        private static final int HEIGHT = 20;
        private static final int PRECISION_TOP = 2;
        private static final int PRECISION_THICKNESS = 9;
        private static final int ROC_TOP = 12;
        private static final int ROC_THICKNESS = 5;

        private static final Strip STRIP = new Strip("shares", ValueAxis.ofShares(), HEIGHT);

        private TagBars() {}

        static DomContent of(List<TagReport> tags) {
            List<TagReport> sorted = sorted(tags);
            return div(
                            legend(),
                            table(
                                            caption("The tags by PR-AUC"),
                                            thead(tr(
                                                    th("Tag").attr("scope", "col"),
                                                    th(STRIP.heading("An axis from 0 to 1"))
                                                            .withClass("plot"),
                                                    th("PR-AUC").attr("scope", "col"),
                                                    th("ROC-AUC").attr("scope", "col"),
                                                    th("Holds on")
                                                            .attr("scope", "col")
                                                            .withClass("wide"))),
                                            each(groups(sorted), group -> group))
                                    .withClass("chart tags"))
                    .withClass("card");
        }

        private static List<TagReport> sorted(List<TagReport> tags) {
            return tags.stream()
                    .sorted(Comparator.comparingDouble(
                            tag -> Double.isNaN(tag.averagePrecision()) ? 1 : -tag.averagePrecision()))
                    .toList();
        }

        private static DomContent legend() {
            return div(
                            key("pr", "PR-AUC"),
                            key("roc", "ROC-AUC"),
                            key("prevalence", "share of tracks that the tag holds on: the PR-AUC of guessing"))
                    .withClass("keys");
        }

        private static DomContent key(String style, String meaning) {
            return span(span().withClass("key " + style), span(meaning));
        }

        private static List<DomContent> groups(List<TagReport> sorted) {
            if (sorted.size() <= MOST) {
                return List.of(rows(sorted));
            }
            List<TagReport> defined = sorted.stream()
                    .filter(tag -> !Double.isNaN(tag.averagePrecision()))
                    .toList();
            int best = Math.min(EACH_END, defined.size());
            int worst = Math.min(EACH_END, defined.size() - best);
            return List.of(
                    group("The best " + best, defined.subList(0, best)),
                    group(
                            "The worst " + worst + "; " + Figures.count(sorted.size() - best - worst, "tag")
                                    + " more in the table below",
                            defined.subList(defined.size() - worst, defined.size())));
        }

        private static DomContent group(String title, List<TagReport> tags) {
            return tbody(
                    tr(th(title)
                            .attr("colspan", COLUMNS)
                            .attr("scope", "rowgroup")
                            .withClass("group")),
                    each(tags, TagBars::row));
        }

        private static TbodyTag rows(List<TagReport> tags) {
            return tbody(each(tags, TagBars::row));
        }

        private static DomContent row(TagReport tag) {
            double prevalence = (double) tag.positives() / tag.known();
            return tr(
                    th(bdi(tag.tag())).attr("scope", "row").withTitle(tag.tag()),
                    td(drawing(tag, prevalence)).withClass("plot"),
                    td(Figures.share(tag.averagePrecision())),
                    td(Figures.share(tag.rocAuc())),
                    td(Figures.percent(prevalence)).withClass("wide"));
        }

        private static Svg drawing(TagReport tag, double prevalence) {
            Svg drawing = STRIP.line("PR-AUC " + Figures.share(tag.averagePrecision()) + ", ROC-AUC "
                    + Figures.share(tag.rocAuc()) + ", holds on " + Figures.percent(prevalence));
            if (!Double.isNaN(tag.averagePrecision())) {
                drawing.with(STRIP.bar(0, tag.averagePrecision(), PRECISION_TOP, PRECISION_THICKNESS)
                        .attr("class", "pr"));
            }
            if (!Double.isNaN(tag.rocAuc())) {
                drawing.with(STRIP.bar(0, tag.rocAuc(), ROC_TOP, ROC_THICKNESS).attr("class", "roc"));
            }
            if (prevalence > 0) {
                drawing.with(STRIP.mark(prevalence, 0, PRECISION_TOP + PRECISION_THICKNESS + 1)
                        .attr("class", "prevalence"));
            }
            return drawing;
        }
    }
}
