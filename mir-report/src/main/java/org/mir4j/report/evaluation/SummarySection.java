// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

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
import org.mir4j.models.evaluation.EvaluationResult;
import org.mir4j.models.evaluation.SummaryMetric;

/** All numbers that a paper prints, and what a reader must know about them. */
final class SummarySection {

    private SummarySection() {}

    static Section of(EvaluationResult result) {
        List<DomContent> content = new ArrayList<>();
        List<String> notes = new ArrayList<>(result.omissions());
        notes.addAll(result.notes());
        if (!notes.isEmpty()) {
            content.add(ul(each(notes, note -> li(note))).withClass("notes"));
        }
        Map<String, Map<String, SummaryMetric>> byTarget = byTarget(result.summary());
        content.add(byTarget.isEmpty() ? table(result.summary()) : table(byTarget));
        content.add(
                p("Intervals: 95 % of the values found on resamples of the tracks (percentile bootstrap, its bias taken out).")
                        .withClass("hint"));
        return new Section("numbers", "Numbers", content);
    }

    private static DomContent table(List<SummaryMetric> metrics) {
        Table table = new Table("", "Metric").numbers("Value", "95 % interval");
        for (SummaryMetric metric : metrics) {
            String unit = metric.unit().isEmpty() ? "" : " (" + metric.unit() + ")";
            table.row(metric.title() + unit, value(metric), Top.interval(metric));
        }
        return table.build();
    }

    private static String value(SummaryMetric metric) {
        return Figures.of(metric.value(), metric.unit());
    }

    /** The numbers by their targets and metrics; empty unless each has one of both. */
    private static Map<String, Map<String, SummaryMetric>> byTarget(List<SummaryMetric> metrics) {
        Map<String, Map<String, SummaryMetric>> byTarget = new LinkedHashMap<>();
        for (SummaryMetric metric : metrics) {
            int dot = metric.name().lastIndexOf('.');
            if (dot < 0) {
                return Map.of();
            }
            byTarget.computeIfAbsent(metric.name().substring(0, dot), target -> new LinkedHashMap<>())
                    .put(metric.name().substring(dot + 1), metric);
        }
        return byTarget;
    }

    private static DomContent table(Map<String, Map<String, SummaryMetric>> byTarget) {
        Set<String> metrics = new LinkedHashSet<>();
        byTarget.values().forEach(values -> metrics.addAll(values.keySet()));
        SummaryMetric first =
                byTarget.values().iterator().next().values().iterator().next();
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

    private static DomContent cell(SummaryMetric metric) {
        return metric == null ? text("") : each(text(value(metric)), small(Top.interval(metric)));
    }
}
