// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static j2html.TagCreator.bdi;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.TdTag;
import j2html.tags.specialized.TrTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
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
            content.add(pairTable(pairs));
        }
        content.add(details(summary("All numbers of " + report.classes().size() + " classes"), classTable(report)));
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

    private static DomContent pairTable(List<Pair> pairs) {
        Table table = new Table("The most frequent confusions", "Class")
                .words("Taken for")
                .numbers("Tracks", "Of its class");
        pairs.forEach(pair ->
                table.row(pair.truth(), pair.predicted(), Figures.count(pair.count()), Figures.percent(pair.share())));
        return table.build();
    }

    private static DomContent classTable(ClassificationReport report) {
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

    /** The matrix as a heat map, whose cells are those of a table. */
    private static final class ConfusionTable {

        private static final int LEVELS = 10;
        private static final int FEW = 12;
        private static final int SOME = 25;

        private ConfusionTable() {}

        static DomContent of(ConfusionMatrix matrix) {
            TrTag heads = tr(th("True class").attr("scope", "col"));
            matrix.classes()
                    .forEach(name ->
                            heads.with(th(span(bdi(name))).attr("scope", "col").withTitle(name)));
            heads.with(th("Tracks").attr("scope", "col").withClass("sum"));
            List<TrTag> rows = IntStream.range(0, matrix.classes().size())
                    .mapToObj(truth -> row(matrix, truth))
                    .toList();
            return div(table(
                                    caption("Rows: the true class. Columns: the class of the highest score."),
                                    thead(heads),
                                    tbody(each(rows, row -> row)))
                            .withClass("confusion " + size(matrix.classes().size())))
                    .withClass("scroll")
                    .attr("tabindex", "0");
        }

        private static String size(int classes) {
            if (classes <= FEW) {
                return "few";
            }
            return classes <= SOME ? "some" : "many";
        }

        private static TrTag row(ConfusionMatrix matrix, int truth) {
            String name = matrix.classes().get(truth);
            long tracks = matrix.tracks(truth);
            TrTag row = tr(th(bdi(name)).attr("scope", "row").withTitle(name));
            for (int predicted = 0; predicted < matrix.classes().size(); predicted++) {
                int count = matrix.counts()[truth][predicted];
                TdTag cell = td(Figures.count(count));
                if (count == 0) {
                    row.with(cell.withClass("z"));
                } else {
                    row.with(cell.withClass(style(truth == predicted, (double) count / tracks)));
                }
            }
            return row.with(td(Figures.count(tracks)).withClass("sum"));
        }

        /** Errors are fewer than what is right: half of a class taken for another is as dark as can be. */
        private static String style(boolean right, double share) {
            int level = (int) Math.ceil(LEVELS * (right ? share : Math.min(1, 2 * share)));
            return (right ? "d" : "e") + level;
        }
    }
}
