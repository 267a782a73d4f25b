// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.core.metric.PrecisionRecall;
import org.mir4j.core.metric.TaggingReport.TagReport;
import org.mir4j.models.evaluation.EvaluationResult;
import org.mir4j.models.evaluation.SeparationMetrics;
import org.mir4j.models.evaluation.TaggingMetrics;
import org.mir4j.models.file.AtomicFile;

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
            AtomicFile.write(file, draft -> {
                try (Writer out = Files.newBufferedWriter(draft)) {
                    content.write(out);
                }
            });
        } catch (IOException e) {
            throw new MirException(file + " cannot be written: " + Reason.of(e) + ".", e);
        }
    }

    /** {@code per_tag.csv}: one row per label. What is undefined is empty. */
    private static final class PerTagCsv {

        private PerTagCsv() {}

        /**
         * Writes the table.
         *
         * @param measured of the labels
         * @param out where to
         * @throws IOException if that fails
         */
        static void write(TaggingMetrics measured, Appendable out) throws IOException {
            CSVPrinter csv = new CSVPrinter(
                    out, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get());
            csv.printRecord(
                    "label",
                    "positives",
                    "known",
                    "roc_auc",
                    "pr_auc",
                    "best_threshold",
                    "best_precision",
                    "best_recall",
                    "best_f1",
                    "half_precision",
                    "half_recall",
                    "half_f1");
            for (TagReport tag : measured.tagging().tags()) {
                PrecisionRecall best = tag.atBest();
                PrecisionRecall half = tag.atHalf();
                csv.printRecord(
                        tag.tag(),
                        tag.positives(),
                        tag.known(),
                        number(tag.rocAuc()),
                        number(tag.averagePrecision()),
                        number(tag.bestThreshold()),
                        number(best.precision()),
                        number(best.recall()),
                        number(best.f1()),
                        number(half.precision()),
                        number(half.recall()),
                        number(half.f1()));
            }
            csv.flush();
        }

        static String number(double value) {
            return Double.isFinite(value) ? Double.toString(value) : "";
        }
    }

    /** {@code per_track.csv}: one row per track and target, values in dB. What is undefined is empty. */
    private static final class PerTrackCsv {

        private PerTrackCsv() {}

        /**
         * Writes the table.
         *
         * @param scored the scores of the tracks
         * @param out where to
         * @throws IOException if that fails
         */
        static void write(SeparationMetrics scored, Appendable out) throws IOException {
            CSVPrinter csv = new CSVPrinter(
                    out, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get());
            List<String> header = new ArrayList<>(List.of("track", "seconds", "target"));
            header.addAll(scored.metrics());
            csv.printRecord(header);
            for (SeparationMetrics.Track track : scored.tracks()) {
                for (String target : track.targets().keySet()) {
                    List<Object> row = new ArrayList<>(List.of(track.id(), track.seconds(), target));
                    scored.metrics().forEach(metric -> row.add(PerTagCsv.number(track.value(target, metric))));
                    csv.printRecord(row);
                }
            }
            csv.flush();
        }
    }
}
