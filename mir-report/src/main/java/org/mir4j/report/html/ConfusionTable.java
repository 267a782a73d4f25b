// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.html;

import static j2html.TagCreator.bdi;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.TdTag;
import j2html.tags.specialized.TrTag;
import java.util.List;
import java.util.stream.IntStream;
import org.mir4j.core.metric.ConfusionMatrix;

/** The matrix as a heat map, whose cells are those of a table. */
final class ConfusionTable {

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
