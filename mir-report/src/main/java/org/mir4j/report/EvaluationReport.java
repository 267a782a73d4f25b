// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.evaluation.EvaluationResult;
import org.mir4j.models.evaluation.SeparationMetrics;
import org.mir4j.models.evaluation.TaggingMetrics;
import org.mir4j.models.file.WholeFile;
import org.mir4j.report.export.PerTagCsv;
import org.mir4j.report.export.PerTrackCsv;
import org.mir4j.report.html.HtmlReport;

/** The files that people read of an evaluation: {@code report.html}, and {@code per_tag.csv} or {@code per_track.csv}. */
public final class EvaluationReport {

    /** Writes the text of a file. */
    @FunctionalInterface
    private interface Content {

        void write(Writer out) throws IOException;
    }

    private EvaluationReport() {}

    /**
     * Writes the files, each whole or not at all, in the place of those that an earlier session left.
     *
     * @param result what was found
     * @param directory where they go, which is there
     * @throws MirException if one cannot be written
     */
    public static void write(EvaluationResult result, Path directory) {
        if (result.details() instanceof TaggingMetrics tagging) {
            write(directory.resolve("per_tag.csv"), out -> PerTagCsv.write(tagging, out));
        } else {
            SeparationMetrics separation = (SeparationMetrics) result.details();
            write(directory.resolve("per_track.csv"), out -> PerTrackCsv.write(separation, out));
        }
        write(directory.resolve("report.html"), out -> HtmlReport.write(result, out));
    }

    private static void write(Path file, Content content) {
        try {
            WholeFile.write(file, draft -> {
                try (Writer out = Files.newBufferedWriter(draft)) {
                    content.write(out);
                }
            });
        } catch (IOException e) {
            throw new MirException(file + " cannot be written: " + Reason.of(e) + ".", e);
        }
    }
}
