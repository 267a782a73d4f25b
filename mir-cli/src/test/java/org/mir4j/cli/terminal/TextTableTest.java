// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns and paragraphs of words. */
class TextTableTest {

    @Test
    void columnsAreAsWideAsTheirLongestWord() {
        TextTable table = new TextTable("NAME", "WHAT");
        table.add("a", "first");
        table.add("longer", "");
        StringWriter text = new StringWriter();
        table.print(new PrintWriter(text, true), Integer.MAX_VALUE);
        assertEquals(
                List.of("NAME    WHAT", "a       first", "longer"),
                text.toString().lines().toList());
        StringWriter cut = new StringWriter();
        table.print(new PrintWriter(cut, true), 10);
        assertEquals(
                List.of("NAME    W…", "a       f…", "longer"),
                cut.toString().lines().toList());
    }

    @Test
    void paragraphsBreakBetweenWords() {
        StringWriter text = new StringWriter();
        Paragraphs paragraphs = new Paragraphs(new PrintWriter(text, true), 28);
        paragraphs.print("cite", "one two three four");
        paragraphs.print("source", "https://example.org/a/long/address");
        assertEquals(
                List.of(
                        "  cite          one two",
                        "                three four",
                        "  source        https://example.org/a/long/address"),
                text.toString().lines().toList());
    }
}
