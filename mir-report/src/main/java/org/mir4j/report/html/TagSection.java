// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.html;

import static j2html.TagCreator.details;
import static j2html.TagCreator.p;
import static j2html.TagCreator.summary;

import j2html.tags.DomContent;
import java.util.List;
import org.mir4j.core.metric.PrecisionRecall;
import org.mir4j.core.metric.TaggingReport;
import org.mir4j.core.metric.TaggingReport.TagReport;

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
                                table(report.tags())),
                        averages(report),
                        p("A best threshold is chosen on the tracks that it is measured on: what is reached with it is"
                                        + " more than other tracks would give.")
                                .withClass("hint")));
    }

    private static DomContent table(List<TagReport> tags) {
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
}
