// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static j2html.TagCreator.bdi;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.small;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mir4j.core.dataset.PublishedScore;
import org.mir4j.models.evaluation.EvaluationResult;
import org.mir4j.models.evaluation.SummaryMetric;

/** What others published on the same split, beside the same numbers of this run. */
final class PublishedSection {

    private PublishedSection() {}

    static Optional<Section> of(EvaluationResult result) {
        if (result.published().isEmpty()) {
            return Optional.empty();
        }
        List<DomContent> content = new ArrayList<>();
        List<String> reasons = reasons(result);
        if (!reasons.isEmpty()) {
            content.add(p(
                            strong("Not comparable. "),
                            text("The published numbers are of the whole split, and this run is not:"))
                    .withClass("warning"));
            content.add(ul(each(reasons, reason -> li(reason))).withClass("notes"));
        }
        content.add(table(result));
        return Optional.of(new Section("published", "Published", content));
    }

    /** Why the numbers cannot be set beside those of the whole split; empty if they can. */
    private static List<String> reasons(EvaluationResult result) {
        List<String> reasons = new ArrayList<>();
        if (!result.failures().isEmpty()) {
            reasons.add(Figures.count(result.failures().size()) + " of " + Figures.count(result.tracks(), "track")
                    + " could not be scored.");
        }
        reasons.addAll(result.omissions());
        return reasons;
    }

    private static DomContent table(EvaluationResult result) {
        Map<String, SummaryMetric> ours = new LinkedHashMap<>();
        result.summary().forEach(metric -> ours.put(metric.name(), metric));
        List<String> columns = columns(result, ours);
        Table table = new Table("Numbers of the same protocol, as they were printed", "System").style("published");
        columns.forEach(column ->
                table.numbers(ours.containsKey(column) ? ours.get(column).title() : column.replace('.', ' ')));
        table.row("ours", name(result.system(), "this run"), cells(columns, column -> value(ours.get(column))));
        for (PublishedScore score : result.published()) {
            table.row(
                    "",
                    name(score.system(), score.source()),
                    cells(columns, column -> value(score, column, ours.get(column))));
        }
        return table.build();
    }

    /** The names of all figures: those that this run has in its order, then the others. */
    private static List<String> columns(EvaluationResult result, Map<String, SummaryMetric> ours) {
        List<String> published = result.published().stream()
                .flatMap(score -> score.figures().keySet().stream())
                .distinct()
                .toList();
        List<String> columns = new ArrayList<>(ours.keySet());
        columns.retainAll(published);
        published.stream().filter(name -> !ours.containsKey(name)).forEach(columns::add);
        return columns;
    }

    private static DomContent name(String system, String source) {
        return each(bdi(system), small(source));
    }

    private static List<DomContent> cells(List<String> columns, Function<String, DomContent> cell) {
        return columns.stream().map(cell).toList();
    }

    private static DomContent value(SummaryMetric metric) {
        return metric == null ? absent() : text(Figures.of(metric.value(), metric.unit()));
    }

    private static DomContent value(PublishedScore score, String name, SummaryMetric metric) {
        Double value = score.figures().get(name);
        String unit = metric != null ? metric.unit() : name.contains(".") ? "dB" : "";
        return value == null ? absent() : text(Figures.published(value, unit));
    }

    private static DomContent absent() {
        return span("–").withTitle("not measured");
    }
}
