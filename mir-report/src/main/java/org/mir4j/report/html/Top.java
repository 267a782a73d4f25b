// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.html;

import static j2html.TagCreator.bdi;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.List;
import org.mir4j.core.metric.tagging.Estimate;
import org.mir4j.models.evaluation.EvaluationSummary;
import org.mir4j.models.evaluation.Headline;

/** What is seen first: what was evaluated on what, and the most important numbers in large type. */
final class Top {

    private static final int MOST_CARDS = 6;

    private Top() {}

    static DomContent of(EvaluationSummary summary, List<Headline> largest) {
        return each(
                p("Evaluation").withClass("kind"),
                h1(
                        bdi(summary.system()),
                        span(" on ").withClass("on"),
                        bdi(summary.dataset().title())),
                p(
                                text("Split "),
                                bdi(summary.split()).withClass("strong"),
                                text(meaning(summary) + " · " + scored(summary)))
                        .withClass("what"),
                div(each(largest.stream().limit(MOST_CARDS).toList(), Top::card))
                        .withClass("cards"));
    }

    private static String meaning(EvaluationSummary summary) {
        String meaning = summary.dataset().splits().getOrDefault(summary.split(), "");
        return meaning.isEmpty() ? "" : ": " + meaning;
    }

    private static String scored(EvaluationSummary summary) {
        if (summary.failures().isEmpty()) {
            return Figures.count(summary.tracks(), "track") + " scored";
        }
        return Figures.count(summary.scored()) + " of " + Figures.count(summary.tracks(), "track") + " scored";
    }

    private static DomContent card(Headline headline) {
        Estimate estimate = headline.estimate();
        boolean defined = !Double.isNaN(estimate.value());
        return div(
                        p(headline.title()).withClass("title"),
                        p(
                                        text(Figures.of(estimate.value(), headline.unit())),
                                        defined && !headline.unit().isEmpty()
                                                ? span(" " + headline.unit()).withClass("unit")
                                                : null)
                                .withClass(defined ? "value" : "value none"),
                        p(
                                        text(Double.isNaN(estimate.low()) ? "no interval" : "95 % interval "),
                                        span(interval(headline)))
                                .withClass("interval"))
                .withClass("card");
    }

    /** From where to where a number is believed to lie; empty if there is no saying. */
    static String interval(Headline headline) {
        Estimate estimate = headline.estimate();
        return Double.isNaN(estimate.low())
                ? ""
                : Figures.of(estimate.low(), headline.unit()) + " to " + Figures.of(estimate.high(), headline.unit());
    }
}
