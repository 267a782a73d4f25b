// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static j2html.TagCreator.bdi;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.TrTag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mir4j.models.evaluation.SeparationMetrics;
import org.mir4j.report.evaluation.BoxStrip.Box;

/** How the values of the tracks are spread: a chart a metric, a box a target. */
final class StemSection {

    private StemSection() {}

    static Section of(SeparationMetrics scored) {
        List<DomContent> content = new ArrayList<>();
        content.add(div(each(scored.metrics(), metric -> chart(scored, metric))).withClass("pair boxes"));
        content.add(
                p("A box holds the middle half of the tracks, the line in it is their median. Whiskers end at the last"
                                + " track within 1.5 times the length of the box; those beyond are points. Every track counts"
                                + " once. What is undefined is left out.")
                        .withClass("hint"));
        content.addAll(StemTracks.of(scored));
        return new Section("stems", "Stems", content);
    }

    static String title(String metric) {
        return metric.toUpperCase(Locale.ROOT).replace('_', '-');
    }

    private static DomContent chart(SeparationMetrics scored, String metric) {
        Map<String, Box> boxes = new LinkedHashMap<>();
        for (String target : scored.targets()) {
            boxes.put(target, Box.of(scored.tracks().stream().mapToDouble(track -> track.value(target, metric))));
        }
        BoxStrip strip = BoxStrip.of("decibels" + title(metric), boxes.values());
        return div(
                        table(
                                        caption(title(metric) + " in dB"),
                                        thead(tr(
                                                th("Target").attr("scope", "col"),
                                                th(strip.heading(title(metric) + " in dB"))
                                                        .withClass("plot"),
                                                th("Median").attr("scope", "col"),
                                                th("Tracks").attr("scope", "col"))),
                                        tbody(each(
                                                boxes.entrySet(),
                                                entry -> row(strip, entry.getKey(), entry.getValue()))))
                                .withClass("chart stems"),
                        strip.beyond(boxes.values()) > 0
                                ? p("Triangles: " + Figures.count(strip.beyond(boxes.values()), "value")
                                                + " beyond the ends of the axis.")
                                        .withClass("hint")
                                : null)
                .withClass("card");
    }

    private static DomContent row(BoxStrip strip, String target, Box box) {
        return tr(
                th(bdi(target)).attr("scope", "row").withTitle(target),
                td(strip.draw(target, box)).withClass("plot"),
                td(Figures.decibels(box.median())).withClass("median"),
                td(Figures.count(box.count())));
    }

    /** All values of all tracks. */
    private static final class StemTracks {

        private static final int MOST = 1000;

        private StemTracks() {}

        static List<DomContent> of(SeparationMetrics scored) {
            int tracks = scored.tracks().size();
            List<DomContent> content = new ArrayList<>();
            content.add(details(
                    summary("All values of " + Figures.count(Math.min(MOST, tracks), "track") + ", in dB"),
                    values(scored)));
            if (tracks > MOST) {
                content.add(p("And " + Figures.count(tracks - MOST, "track") + " more, all of them in per_track.csv."));
            }
            return content;
        }

        private static DomContent values(SeparationMetrics scored) {
            TrTag targets = tr(th("Track").attr("rowspan", "2").attr("scope", "col"));
            TrTag metrics = tr();
            for (String target : scored.targets()) {
                targets.with(th(bdi(target))
                        .attr("colspan", scored.metrics().size())
                        .attr("scope", "colgroup")
                        .withClass("group"));
                scored.metrics()
                        .forEach(metric ->
                                metrics.with(th(StemSection.title(metric)).attr("scope", "col")));
            }
            return div(table(
                                    thead(targets, metrics),
                                    tbody(each(
                                            scored.tracks().stream().limit(MOST).toList(),
                                            track -> row(scored, track))))
                            .withClass("grouped"))
                    .withClass("scroll")
                    .attr("tabindex", "0");
        }

        private static DomContent row(SeparationMetrics scored, SeparationMetrics.Track track) {
            TrTag row = tr(th(bdi(track.id())).attr("scope", "row"));
            for (String target : scored.targets()) {
                scored.metrics().forEach(metric -> row.with(td(Figures.decibels(track.value(target, metric)))));
            }
            return row;
        }
    }
}
