// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.report;

import java.io.PrintWriter;
import java.util.Locale;
import org.mir4j.cli.render.TextTable;
import org.mir4j.core.dataset.PublishedScore;
import org.mir4j.models.evaluation.EvaluationSummary;
import org.mir4j.models.evaluation.Headline;

/** The numbers of an evaluation, for the terminal. */
public final class HeadlineTable {

    private HeadlineTable() {}

    /**
     * Prints the table.
     *
     * @param summary what the evaluation comes to
     * @param out where to
     * @param width lines longer than this are cut
     */
    public static void print(EvaluationSummary summary, PrintWriter out, int width) {
        out.println(summary.system() + " on " + summary.dataset().title() + ", " + summary.split() + ": "
                + summary.scored() + " of " + summary.tracks() + " tracks scored");
        TextTable table = new TextTable("METRIC", "VALUE", "95 % INTERVAL");
        for (Headline headline : summary.headlines()) {
            table.add(title(headline), value(headline, headline.estimate().value()), interval(headline));
        }
        table.print(out, width);
        for (PublishedScore score : summary.published()) {
            out.println("published: " + score.system() + ": " + figures(score) + " (" + score.source() + ")");
        }
        summary.omissions().forEach(out::println);
        summary.notes().forEach(out::println);
    }

    private static String title(Headline headline) {
        return headline.unit().isEmpty() ? headline.title() : headline.title() + " (" + headline.unit() + ")";
    }

    private static String interval(Headline headline) {
        double low = headline.estimate().low();
        return Double.isNaN(low)
                ? ""
                : value(headline, low) + " to "
                        + value(headline, headline.estimate().high());
    }

    private static String value(Headline headline, double value) {
        if (Double.isNaN(value)) {
            return "undefined";
        }
        return String.format(Locale.ROOT, headline.unit().isEmpty() ? "%.4f" : "%.2f", value);
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
