// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of words under headings, as wide as their longest word. */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();

    /**
     * @param headings of the columns
     */
    public TextTable(String... headings) {
        rows.add(headings);
    }

    /**
     * Adds a row.
     *
     * @param words one per column
     */
    public void add(String... words) {
        if (words.length != rows.get(0).length) {
            throw new IllegalArgumentException(
                    "a row of this table has " + rows.get(0).length + " words, got " + words.length);
        }
        rows.add(words);
    }

    /**
     * Prints the table.
     *
     * @param out where to
     * @param width lines longer than this are cut
     */
    public void print(PrintWriter out, int width) {
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length; column++) {
                line.append(TagTable.fitted(row[column], width(column))).append(GAP);
            }
            String whole = line.toString().stripTrailing();
            out.println(whole.length() <= width ? whole : TagTable.fitted(whole, width));
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
    }
}
