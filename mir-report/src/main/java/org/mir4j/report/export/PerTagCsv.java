// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.export;

import java.io.IOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.mir4j.core.metric.PrecisionRecall;
import org.mir4j.core.metric.TaggingReport.TagReport;
import org.mir4j.models.evaluation.TaggingMetrics;

/** {@code per_tag.csv}: one row per label. What is undefined is empty. */
public final class PerTagCsv {

    private PerTagCsv() {}

    /**
     * Writes the table.
     *
     * @param measured of the labels
     * @param out where to
     * @throws IOException if that fails
     */
    public static void write(TaggingMetrics measured, Appendable out) throws IOException {
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
