// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static j2html.TagCreator.p;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mir4j.models.evaluation.EvaluationResult;

/** The tracks that could not be scored, and why. */
final class FailureSection {

    private static final int MOST = 50;

    private FailureSection() {}

    static Optional<Section> of(EvaluationResult result) {
        List<EvaluationResult.Failure> failures = result.failures();
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        Table table = new Table("", "Track").words("Cause");
        failures.stream().limit(MOST).forEach(failure -> table.row(failure.track(), failure.cause()));
        List<DomContent> content = new ArrayList<>();
        content.add(p(Figures.count(failures.size()) + " of " + Figures.count(result.tracks(), "track")
                + " could not be scored and have no part in the numbers."));
        content.add(table.style("words").build());
        if (failures.size() > MOST) {
            content.add(p("And " + Figures.count(failures.size() - MOST) + " more, all of them in summary.json."));
        }
        return Optional.of(new Section("failed", "Failed tracks", content));
    }
}
