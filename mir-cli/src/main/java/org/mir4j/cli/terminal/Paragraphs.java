// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.terminal;

import java.io.PrintWriter;

/** Paragraphs, each behind a word that says what it is. */
public final class Paragraphs {

    private static final int INDENT = 16;

    private final PrintWriter out;
    private final int width;

    /**
     * @param out where to print
     * @param width how long a line may be; only single words are longer
     */
    public Paragraphs(PrintWriter out, int width) {
        this.out = out;
        this.width = width;
    }

    /**
     * Prints a paragraph.
     *
     * @param what it is
     * @param text which breaks between words
     */
    public void print(String what, String text) {
        StringBuilder line = new StringBuilder("  " + TagTable.fitted(what, INDENT - 4) + " ");
        boolean empty = true;
        for (String word : text.split(" ")) {
            if (!empty && line.length() + 1 + word.length() > width) {
                out.println(line);
                line = new StringBuilder(" ".repeat(INDENT - 1));
            }
            line.append(' ').append(word);
            empty = false;
        }
        out.println(line);
    }
}
