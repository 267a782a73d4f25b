// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.render;

import java.io.PrintWriter;
import java.util.Locale;
import org.mir4j.core.dataset.PublishedScore;
import org.mir4j.models.evaluation.EvaluationResult;
import org.mir4j.models.evaluation.SummaryMetric;

/** The numbers of an evaluation, for the terminal. */
public final class SummaryTable {

    private SummaryTable() {}

    /**
     * Prints the table.
     *
     * @param result what was found
     * @param out where to
     * @param width lines longer than this are cut
     */
    public static void print(EvaluationResult result, PrintWriter out, int width) {
        out.println(result.system() + " on " + result.dataset().title() + ", " + result.split() + ": " + result.scored()
                + " of " + result.tracks() + " tracks scored");
        TextTable table = new TextTable("METRIC", "VALUE", "95 % INTERVAL");
        for (SummaryMetric metric : result.summary()) {
            table.add(title(metric), value(metric, metric.value()), interval(metric));
        }
        table.print(out, width);
        for (PublishedScore score : result.published()) {
            out.println("published: " + score.system() + ": " + figures(score) + " (" + score.source() + ")");
        }
        result.omissions().forEach(out::println);
        result.notes().forEach(out::println);
    }

    private static String title(SummaryMetric metric) {
        return metric.unit().isEmpty() ? metric.title() : metric.title() + " (" + metric.unit() + ")";
    }

    private static String interval(SummaryMetric metric) {
        double low = metric.interval().low();
        return Double.isNaN(low)
                ? ""
                : value(metric, low) + " to " + value(metric, metric.interval().high());
    }

    private static String value(SummaryMetric metric, double value) {
        if (Double.isNaN(value)) {
            return "undefined";
        }
        return String.format(Locale.ROOT, metric.unit().isEmpty() ? "%.4f" : "%.2f", value);
    }

    private static String figures(PublishedScore score) {
        StringBuilder words = new StringBuilder();
        score.figures().forEach((name, value) -> words.append(words.isEmpty() ? "" : ", ")
                .append(name)
                .append(' ')
                .append(value));
        return words.toString();
    }
}
