// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.html;

import static j2html.TagCreator.details;
import static j2html.TagCreator.p;
import static j2html.TagCreator.summary;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mir4j.core.metric.ClassificationReport;
import org.mir4j.core.metric.ClassificationReport.ClassReport;
import org.mir4j.core.metric.ConfusionMatrix;

/** Which classes are taken for which. */
final class ConfusionSection {

    private static final int MOST_CLASSES = 50;
    private static final int MOST_PAIRS = 10;

    private ConfusionSection() {}

    static Section of(ClassificationReport report) {
        ConfusionMatrix matrix = report.confusion();
        List<DomContent> content = new ArrayList<>();
        if (matrix.classes().size() <= MOST_CLASSES) {
            content.add(ConfusionTable.of(matrix));
            content.add(
                    p("The stronger the colour, the larger the share of a class: on the diagonal the tracks told right,"
                                    + " beside it those taken for another.")
                            .withClass("hint"));
        } else {
            content.add(p("There are too many classes to draw who is taken for whom."));
        }
        List<Pair> pairs = pairs(matrix);
        if (!pairs.isEmpty()) {
            content.add(table(pairs));
        }
        content.add(details(summary("All numbers of " + report.classes().size() + " classes"), table(report)));
        return new Section("confusions", "Confusions", content);
    }

    /** A class that is taken for another. */
    private record Pair(String truth, String predicted, int count, double share) {}

    private static List<Pair> pairs(ConfusionMatrix matrix) {
        List<Pair> pairs = new ArrayList<>();
        int classes = matrix.classes().size();
        for (int truth = 0; truth < classes; truth++) {
            for (int predicted = 0; predicted < classes; predicted++) {
                int count = matrix.counts()[truth][predicted];
                if (truth != predicted && count > 0) {
                    pairs.add(new Pair(
                            matrix.classes().get(truth),
                            matrix.classes().get(predicted),
                            count,
                            (double) count / matrix.tracks(truth)));
                }
            }
        }
        return pairs.stream()
                .sorted(Comparator.comparingInt(Pair::count)
                        .thenComparingDouble(Pair::share)
                        .reversed())
                .limit(MOST_PAIRS)
                .toList();
    }

    private static DomContent table(List<Pair> pairs) {
        Table table = new Table("The most frequent confusions", "Class")
                .words("Taken for")
                .numbers("Tracks", "Of its class");
        pairs.forEach(pair ->
                table.row(pair.truth(), pair.predicted(), Figures.count(pair.count()), Figures.percent(pair.share())));
        return table.build();
    }

    private static DomContent table(ClassificationReport report) {
        Table table = new Table("In the order of the dataset", "Class")
                .numbers("Tracks", "Precision", "Recall", "F1", "ROC-AUC");
        for (ClassReport one : report.classes()) {
            table.row(
                    one.name(),
                    Figures.count(one.tracks()),
                    Figures.share(one.scores().precision()),
                    Figures.share(one.scores().recall()),
                    Figures.share(one.scores().f1()),
                    Figures.share(one.rocAuc()));
        }
        return table.build();
    }
}
