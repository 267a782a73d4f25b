// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static j2html.TagCreator.a;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.models.evaluation.EvaluationResult;

/** What was run: on which dataset, with which settings, for how long, and which tracks failed. */
final class RunSection {

    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int MOST_FAILURES = 50;

    private RunSection() {}

    /** All that the numbers depend on, and how long they took. */
    static Section of(EvaluationResult result) {
        return new Section(
                "run",
                "Run",
                List.of(div(
                                table("Settings", result.settings()),
                                div(table("Versions", result.versions()), time(result.time())))
                        .withClass("pair")));
    }

    private static DomContent table(String caption, Map<String, String> values) {
        Table table = new Table(caption, "Name").words("Value").style("words plain");
        values.forEach(table::row);
        return table.build();
    }

    private static DomContent time(EvaluationResult.Time time) {
        Table table =
                new Table("Time of the last session", "Name").words("Value").style("words plain");
        table.row("began", time.started());
        table.row("took", duration(time.seconds()));
        table.row("scored", Figures.count(time.scored(), "track"));
        if (time.scored() > 0 && time.seconds() > 0) {
            table.row("speed", String.format(Locale.ROOT, "%.2f tracks per second", time.scored() / time.seconds()));
        }
        return table.build();
    }

    private static String duration(double seconds) {
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        String clock = whole % HOUR / MINUTE + " min " + whole % MINUTE + " s";
        return whole < HOUR ? clock : whole / HOUR + " h " + clock;
    }

    /** The tracks that could not be scored, and why. */
    static Optional<Section> failures(EvaluationResult result) {
        List<EvaluationResult.Failure> failures = result.failures();
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        Table table = new Table("", "Track").words("Cause");
        failures.stream().limit(MOST_FAILURES).forEach(failure -> table.row(failure.track(), failure.cause()));
        List<DomContent> content = new ArrayList<>();
        content.add(p(Figures.count(failures.size()) + " of " + Figures.count(result.tracks(), "track")
                + " could not be scored and have no part in the numbers."));
        content.add(table.style("words").build());
        if (failures.size() > MOST_FAILURES) {
            content.add(
                    p("And " + Figures.count(failures.size() - MOST_FAILURES) + " more, all of them in summary.json."));
        }
        return Optional.of(new Section("failed", "Failed tracks", content));
    }

    /** What the dataset is, whom to cite and where it comes from. */
    static Section dataset(EvaluationResult result) {
        DatasetCard card = result.dataset();
        return new Section(
                "dataset",
                "Dataset",
                List.of(dl(
                        dt("Title"), dd(card.title()),
                        dt("Content"), dd(card.content()),
                        dt("To cite"), dd(card.citation()),
                        dt("Licence"), dd(card.licence()),
                        dt("Homepage"), dd(address(card.homepage())))));
    }

    private static DomContent address(String homepage) {
        boolean web = homepage.startsWith("https://") || homepage.startsWith("http://");
        return web ? a(homepage).withHref(homepage) : text(homepage);
    }
}
