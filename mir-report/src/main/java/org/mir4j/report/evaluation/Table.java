// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.evaluation;

import static j2html.TagCreator.bdi;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.TdTag;
import j2html.tags.specialized.TrTag;
import java.util.ArrayList;
import java.util.List;

/** A table whose rows each begin with what they are about, followed by numbers to the right or words to the left. */
final class Table {

    private final String caption;
    private final List<DomContent> columns = new ArrayList<>();
    private final List<Boolean> words = new ArrayList<>();
    private final List<TrTag> rows = new ArrayList<>();
    private String style = "";

    /**
     * @param caption what the table shows; empty where its heading says so
     * @param first what the rows are about
     */
    Table(String caption, String first) {
        this.caption = caption;
        words(first);
    }

    /**
     * Adds columns of numbers.
     *
     * @param titles one per column
     * @return this
     */
    Table numbers(String... titles) {
        for (String title : titles) {
            columns.add(th(title).attr("scope", "col"));
            words.add(false);
        }
        return this;
    }

    /**
     * Adds columns of words.
     *
     * @param titles one per column
     * @return this
     */
    Table words(String... titles) {
        for (String title : titles) {
            columns.add(th(title).attr("scope", "col").withClass("t"));
            words.add(true);
        }
        return this;
    }

    /**
     * Sets the class that the style sheet knows the table by.
     *
     * @param name a class
     * @return this
     */
    Table style(String name) {
        style = name;
        return this;
    }

    /**
     * Adds a row.
     *
     * @param about its first cell: a name that was given
     * @param cells as many as there are further columns
     * @return this
     */
    Table row(String about, String... cells) {
        return row(
                "",
                bdi(about),
                List.of(cells).stream().map(cell -> (DomContent) text(cell)).toList());
    }

    /**
     * Adds a row that is not only of text.
     *
     * @param rowStyle the class of the row; empty for none
     * @param about its first cell
     * @param cells as many as there are further columns
     * @return this
     */
    Table row(String rowStyle, DomContent about, List<DomContent> cells) {
        if (cells.size() != columns.size() - 1) {
            throw new IllegalArgumentException("a row has " + cells.size() + " cells beside its first, and there are "
                    + columns.size() + " columns");
        }
        TrTag row = tr(th(about).attr("scope", "row")).condAttr(!rowStyle.isEmpty(), "class", rowStyle);
        for (int i = 0; i < cells.size(); i++) {
            TdTag cell = td(cells.get(i));
            row.with(words.get(i + 1) ? cell.withClass("t") : cell);
        }
        rows.add(row);
        return this;
    }

    /**
     * The table, which scrolls sideways where it is wider than the page.
     *
     * @return an element
     */
    DomContent build() {
        return div(table(
                                caption.isEmpty() ? null : caption(caption),
                                thead(tr(each(columns, column -> column))),
                                tbody(each(rows, row -> row)))
                        .condAttr(!style.isEmpty(), "class", style))
                .withClass("scroll")
                .attr("tabindex", "0");
    }
}
