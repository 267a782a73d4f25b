// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.html;

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
import org.mir4j.models.evaluation.EvaluationSummary;
import org.mir4j.models.evaluation.Headline;

/** What others published on the same split, beside the same numbers of this run. */
final class PublishedSection {

    private PublishedSection() {}

    static Optional<Section> of(EvaluationSummary summary) {
        if (summary.published().isEmpty()) {
            return Optional.empty();
        }
        List<DomContent> content = new ArrayList<>();
        List<String> reasons = reasons(summary);
        if (!reasons.isEmpty()) {
            content.add(p(
                            strong("Not comparable. "),
                            text("The published numbers are of the whole split, and this run is not:"))
                    .withClass("warning"));
            content.add(ul(each(reasons, reason -> li(reason))).withClass("notes"));
        }
        content.add(table(summary));
        return Optional.of(new Section("published", "Published", content));
    }

    /** Why the numbers cannot be set beside those of the whole split; empty if they can. */
    private static List<String> reasons(EvaluationSummary summary) {
        List<String> reasons = new ArrayList<>();
        if (!summary.failures().isEmpty()) {
            reasons.add(Figures.count(summary.failures().size()) + " of " + Figures.count(summary.tracks(), "track")
                    + " could not be scored.");
        }
        reasons.addAll(summary.omissions());
        return reasons;
    }

    private static DomContent table(EvaluationSummary summary) {
        Map<String, Headline> ours = new LinkedHashMap<>();
        summary.headlines().forEach(headline -> ours.put(headline.name(), headline));
        List<String> columns = columns(summary, ours);
        Table table = new Table("Numbers of the same protocol, as they were printed", "System").style("published");
        columns.forEach(column ->
                table.numbers(ours.containsKey(column) ? ours.get(column).title() : column.replace('.', ' ')));
        table.row("ours", name(summary.system(), "this run"), cells(columns, column -> value(ours.get(column))));
        for (PublishedScore score : summary.published()) {
            table.row(
                    "",
                    name(score.system(), score.source()),
                    cells(columns, column -> value(score, column, ours.get(column))));
        }
        return table.build();
    }

    /** The names of all figures: those that this run has in its order, then the others. */
    private static List<String> columns(EvaluationSummary summary, Map<String, Headline> ours) {
        List<String> published = summary.published().stream()
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

    private static DomContent value(Headline headline) {
        return headline == null ? absent() : text(Figures.of(headline.estimate().value(), headline.unit()));
    }

    private static DomContent value(PublishedScore score, String name, Headline headline) {
        Double value = score.figures().get(name);
        String unit = headline != null ? headline.unit() : name.contains(".") ? "dB" : "";
        return value == null ? absent() : text(Figures.published(value, unit));
    }

    private static DomContent absent() {
        return span("–").withTitle("not measured");
    }
}
