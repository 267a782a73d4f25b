// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static j2html.TagCreator.div;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mir4j.models.evaluation.EvaluationResult;

/** All that the numbers depend on, and how long they took. */
final class RunSection {

    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    private RunSection() {}

    static Section of(EvaluationResult result) {
        return new Section(
                "run",
                "Run",
                List.of(div(
                                table("Settings", result.settings().values()),
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
}
