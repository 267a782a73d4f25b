// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static j2html.TagCreator.bdi;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.List;
import org.mir4j.core.metric.ConfidenceInterval;
import org.mir4j.models.evaluation.EvaluationResult;
import org.mir4j.models.evaluation.SummaryMetric;

/** What is seen first: what was evaluated on what, and the most important numbers in large type. */
final class Top {

    private static final int MOST_CARDS = 6;

    private Top() {}

    static DomContent of(EvaluationResult result, List<SummaryMetric> largest) {
        return each(
                p("Evaluation").withClass("kind"),
                h1(
                        bdi(result.system()),
                        span(" on ").withClass("on"),
                        bdi(result.dataset().title())),
                p(
                                text("Split "),
                                bdi(result.split()).withClass("strong"),
                                text(meaning(result) + " · " + scored(result)))
                        .withClass("what"),
                div(each(largest.stream().limit(MOST_CARDS).toList(), Top::card))
                        .withClass("cards"));
    }

    private static String meaning(EvaluationResult result) {
        String meaning = result.dataset().splits().getOrDefault(result.split(), "");
        return meaning.isEmpty() ? "" : ": " + meaning;
    }

    private static String scored(EvaluationResult result) {
        if (result.failures().isEmpty()) {
            return Figures.count(result.tracks(), "track") + " scored";
        }
        return Figures.count(result.scored()) + " of " + Figures.count(result.tracks(), "track") + " scored";
    }

    private static DomContent card(SummaryMetric metric) {
        ConfidenceInterval interval = metric.interval();
        boolean defined = !Double.isNaN(interval.value());
        return div(
                        p(metric.title()).withClass("title"),
                        p(
                                        text(Figures.of(interval.value(), metric.unit())),
                                        defined && !metric.unit().isEmpty()
                                                ? span(" " + metric.unit()).withClass("unit")
                                                : null)
                                .withClass(defined ? "value" : "value none"),
                        p(text(Double.isNaN(interval.low()) ? "no interval" : "95 % interval "), span(interval(metric)))
                                .withClass("interval"))
                .withClass("card");
    }

    /** From where to where a number is believed to lie; empty if there is no saying. */
    static String interval(SummaryMetric metric) {
        ConfidenceInterval interval = metric.interval();
        return Double.isNaN(interval.low())
                ? ""
                : Figures.of(interval.low(), metric.unit()) + " to " + Figures.of(interval.high(), metric.unit());
    }
}
