// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static j2html.TagCreator.bdi;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mir4j.models.evaluation.TaggingMetrics;
import org.mir4j.models.evaluation.TaggingMetrics.TrackRanking;

/** The tracks on which the model is wrong most: where to listen first. */
final class RankingSection {

    private static final int WORST = 20;
    private static final int MOST_LABELS = 12;
    private static final double PERFECT = 1 - 1e-9; // but for rounding

    private RankingSection() {}

    static Optional<Section> of(TaggingMetrics measured) {
        List<TrackRanking> worst = measured.worst(WORST).stream()
                .filter(track -> track.averagePrecision() < PERFECT)
                .toList();
        if (worst.isEmpty()) {
            return Optional.empty();
        }
        Table table = new Table("", "Track").numbers("Precision").words("What holds", "What the model said");
        for (TrackRanking track : worst) {
            table.row(
                    "",
                    bdi(track.track()),
                    List.of(
                            text(Figures.share(track.averagePrecision())),
                            labels(track.present(), track.highest()),
                            labels(track.highest(), track.present())));
        }
        return Optional.of(new Section(
                "worst",
                "Worst tracks",
                List.of(
                        table.style("worst").build(),
                        p("Precision: the average precision of a track's labels ranked by their scores, 1 if those that"
                                        + " hold come first. The model said: its highest scores, as many as labels hold."
                                        + " Framed: in both columns.")
                                .withClass("hint"))));
    }

    private static DomContent labels(List<String> labels, List<String> others) {
        Set<String> both = new HashSet<>(others);
        int more = labels.size() - MOST_LABELS;
        return each(
                each(labels.stream().limit(MOST_LABELS).toList(), label -> span(bdi(label))
                        .withTitle(label)
                        .withClass(both.contains(label) ? "label both" : "label")),
                more > 0 ? text("and " + more + " more") : null);
    }
}
