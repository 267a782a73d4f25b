// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;

import j2html.tags.DomContent;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mir4j.models.evaluation.SeparationMetrics;
import org.mir4j.models.evaluation.SeparationMetrics.Track;

/** The tracks that each target is separated worst on: where to listen first. */
final class StemRankingSection {

    private static final int WORST = 10;
    private static final String DISTORTION = "sdr";

    private StemRankingSection() {}

    static Optional<Section> of(SeparationMetrics scored) {
        Set<String> metrics = scored.metrics();
        if (metrics.isEmpty()) {
            return Optional.empty();
        }
        String metric =
                metrics.contains(DISTORTION) ? DISTORTION : metrics.iterator().next();
        return Optional.of(new Section(
                "worst",
                "Worst tracks",
                List.of(div(each(scored.targets(), target -> table(scored, target, metric)))
                        .withClass("pair"))));
    }

    private static DomContent table(SeparationMetrics scored, String target, String metric) {
        String title = StemSection.title(metric);
        Table table = new Table(target + ", lowest " + title, "Track").numbers(title + " (dB)");
        scored.tracks().stream()
                .filter(track -> track.value(target, metric) < Double.POSITIVE_INFINITY) // nor undefined
                .sorted(Comparator.comparingDouble((Track track) -> track.value(target, metric)))
                .limit(WORST)
                .forEach(track -> table.row(track.id(), Figures.decibels(track.value(target, metric))));
        return table.build();
    }
}
