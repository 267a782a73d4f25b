// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.html;

import static j2html.TagCreator.bdi;
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
import java.util.List;
import org.mir4j.models.evaluation.SeparationMetrics;

/** All values of all tracks. */
final class StemTracks {

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
                    .forEach(
                            metric -> metrics.with(th(StemSection.title(metric)).attr("scope", "col")));
        }
        return div(table(
                                thead(targets, metrics),
                                tbody(each(scored.tracks().stream().limit(MOST).toList(), track -> row(scored, track))))
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
