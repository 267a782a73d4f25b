// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.evaluation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.mir4j.cli.report.HeadlineTable;
import org.mir4j.cli.report.SummaryJson;
import org.mir4j.cli.terminal.Console;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.models.evaluation.EvaluationSummary;
import org.mir4j.models.evaluation.Headline;
import org.mir4j.models.evaluation.run.TrackFailure;
import org.mir4j.models.evaluation.run.TrackResults;
import org.mir4j.models.run.RunLock;
import org.mir4j.models.run.RunSettings;

/**
 * One session of a run: what it was asked, where it shows what it finds, and when it began.
 *
 * @param console where it writes
 * @param json whether the summary is shown as JSON
 * @param dataset what is evaluated on
 * @param options what was asked
 * @param versions of the parts that the numbers depend on
 * @param started when it began
 */
public record Session(
        Console console,
        boolean json,
        DatasetCard dataset,
        RunOptions options,
        Map<String, String> versions,
        Instant started) {

    private static final double MILLIS = 1000;

    /** What was found on the tracks. */
    record Findings(int tracks, int scoredNow, List<TrackFailure> failures, List<Headline> headlines) {}

    EvaluationSummary summary(
            String system, RunSettings settings, Findings findings, List<String> omissions, List<String> notes) {
        List<String> allNotes = new ArrayList<>(notes);
        allNotes.addAll(TrackResults.allWarnings(options.directory().resultsFile()));
        double seconds = (Instant.now().toEpochMilli() - started.toEpochMilli()) / MILLIS;
        return new EvaluationSummary(
                dataset,
                options.split(),
                system,
                settings,
                findings.tracks(),
                findings.failures(),
                findings.headlines(),
                omissions,
                allNotes,
                versions,
                new EvaluationSummary.Time(
                        started.truncatedTo(ChronoUnit.SECONDS).toString(), seconds, findings.scoredNow()));
    }

    /** Works in the directory of the run, into which no other process writes meanwhile. */
    EvaluationSummary run(RunSettings settings, Supplier<EvaluationSummary> work) {
        RunLock lock = options.directory().open(settings, options.existing());
        try {
            return work.get();
        } finally {
            lock.close();
        }
    }

    /** Where this session writes its files. */
    EvaluationFiles files() {
        return new EvaluationFiles(options.directory().path());
    }

    /** Writes the summary and shows it. */
    void publish(EvaluationSummary summary) {
        String text = SummaryJson.of(summary);
        files().write("summary.json", out -> out.write(text));
        if (json) {
            console.out().print(text);
        } else {
            HeadlineTable.print(summary, console.outWriter(), console.terminal().lineLength());
        }
        if (!summary.failures().isEmpty()) {
            console.errWriter()
                    .println(summary.failures().size() + " of " + summary.tracks()
                            + " tracks could not be scored; summary.json says why.");
        }
        console.errWriter().println("Written to " + options.directory().path() + ".");
    }
}
