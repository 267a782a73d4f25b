// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.html;

import static j2html.TagCreator.bdi;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.small;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mir4j.models.evaluation.EvaluationSummary;
import org.mir4j.models.evaluation.Headline;

/** All numbers that a paper prints, and what a reader must know about them. */
final class HeadlineSection {

    private HeadlineSection() {}

    static Section of(EvaluationSummary summary) {
        List<DomContent> content = new ArrayList<>();
        List<String> notes = new ArrayList<>(summary.omissions());
        notes.addAll(summary.notes());
        if (!notes.isEmpty()) {
            content.add(ul(each(notes, note -> li(note))).withClass("notes"));
        }
        Map<String, Map<String, Headline>> byTarget = byTarget(summary.headlines());
        content.add(byTarget.isEmpty() ? table(summary.headlines()) : table(byTarget));
        content.add(
                p("Intervals: 95 % of the values found on resamples of the tracks (percentile bootstrap, its bias taken out).")
                        .withClass("hint"));
        return new Section("numbers", "Numbers", content);
    }

    private static DomContent table(List<Headline> headlines) {
        Table table = new Table("", "Metric").numbers("Value", "95 % interval");
        for (Headline headline : headlines) {
            String unit = headline.unit().isEmpty() ? "" : " (" + headline.unit() + ")";
            table.row(headline.title() + unit, value(headline), Top.interval(headline));
        }
        return table.build();
    }

    private static String value(Headline headline) {
        return Figures.of(headline.estimate().value(), headline.unit());
    }

    /** The numbers by their targets and metrics; empty unless each has one of both. */
    private static Map<String, Map<String, Headline>> byTarget(List<Headline> headlines) {
        Map<String, Map<String, Headline>> byTarget = new LinkedHashMap<>();
        for (Headline headline : headlines) {
            int dot = headline.name().lastIndexOf('.');
            if (dot < 0) {
                return Map.of();
            }
            byTarget.computeIfAbsent(headline.name().substring(0, dot), target -> new LinkedHashMap<>())
                    .put(headline.name().substring(dot + 1), headline);
        }
        return byTarget;
    }

    private static DomContent table(Map<String, Map<String, Headline>> byTarget) {
        Set<String> metrics = new LinkedHashSet<>();
        byTarget.values().forEach(values -> metrics.addAll(values.keySet()));
        Headline first = byTarget.values().iterator().next().values().iterator().next();
        String kind = first.title().substring(first.title().indexOf(',') + 1).strip();
        Table table =
                new Table("In " + first.unit() + ": " + kind + ", and the 95 % interval", "Target").style("pivot");
        metrics.forEach(metric -> table.numbers(StemSection.title(metric)));
        byTarget.forEach((target, values) -> table.row(
                "",
                bdi(target),
                metrics.stream().map(metric -> cell(values.get(metric))).toList()));
        return table.build();
    }

    private static DomContent cell(Headline headline) {
        return headline == null ? text("") : each(text(value(headline)), small(Top.interval(headline)));
    }
}
