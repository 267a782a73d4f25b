// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.Remedy;
import org.mir4j.datasets.Table.Row;

class TableTest {

    @TempDir
    Path folder;

    @Test
    void columnsAreFoundByTheirNamesInAnyOrder() throws IOException {
        List<Row> rows = Table.commas(write("a,b,c\n1, 2 ,3\n")).rows("c", "b");
        assertEquals(List.of("3", "2"), rows.get(0).cells());
        assertEquals("2", rows.get(0).get("b"));
    }

    @Test
    void quotedCellsMayHoldSeparatorsQuotesAndLines() throws IOException {
        List<Row> rows =
                Table.commas(write("a,b\n\"x, \"\"y\"\"\nz\",2\n3,4\n")).rows("a", "b");
        assertEquals("x, \"y\"\nz", rows.get(0).get("a"));
        assertEquals(2, rows.get(0).place().line());
        assertEquals(4, rows.get(1).place().line());
    }

    @Test
    void theLastRowNeedsNoEndOfLine() throws IOException {
        List<Row> rows = Table.tabs(write("a\tb\r\n1\t2\r\n3\t4")).rows("a", "b");
        assertEquals(List.of("3", "4"), rows.get(1).cells());
        assertEquals(3, rows.get(1).place().line());
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheFirstName() throws IOException {
        assertEquals(List.of("a", "b"), Table.commas(write("\uFEFFa,b\n1,2\n")).columns());
    }

    @Test
    void headersOfSeveralRowsAreJoined() throws IOException {
        Table table =
                Table.commas(write(",set,set\n,split,subset\n1,test,small\n")).headerRows(2);
        assertEquals(List.of("/", "set/split", "set/subset"), table.columns());
        assertEquals("test", table.rows("set/split").get(0).get("set/split"));
    }

    @Test
    void missingColumnsAreNamedWithThoseThatThereAre() throws IOException {
        Path file = write("a,b\n1,2\n");
        DatasetException error =
                assertThrows(DatasetException.class, () -> Table.commas(file).rows("c"));
        assertEquals("The file " + file + " has no column 'c'; it has: a, b.", error.getMessage());
    }

    @Test
    void rowsOfAnotherLengthAreRefusedWithTheirLine() throws IOException {
        Path file = write("a,b\n1,2\n\n3\n");
        DatasetException error =
                assertThrows(DatasetException.class, () -> Table.commas(file).rows("a"));
        assertEquals(file + ", line 4: the row has 1 columns, expected 2.", error.getMessage());
    }

    @Test
    void missingAndEmptyFilesAreNamed() throws IOException {
        Path missing = folder.resolve("missing.csv");
        Path empty = write("");
        assertTrue(messageOf(missing).contains("no file " + missing), messageOf(missing));
        assertTrue(messageOf(empty).contains(empty + " is empty"), messageOf(empty));
    }

    @Test
    void whereAFileIsMissingTheLayoutOfTheDatasetHelps() {
        DatasetException missing =
                assertThrows(DatasetException.class, () -> Table.commas(folder.resolve("missing.csv"))
                        .rows("a"));
        assertEquals(List.of(Remedy.DATASET_LAYOUT), missing.remedies());
    }

    @Test
    void filesInAnotherEncodingAreNamed() throws IOException {
        Path file = folder.resolve("latin1.csv");
        Files.write(file, "a,b\nM\u00FCnchen,2\n".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(messageOf(file).contains(file + " is not text in UTF-8"), messageOf(file));
    }

    @Test
    void quotesThatAreNeverClosedAreRefused() throws IOException {
        Path file = write("a,b\n\"1,2\n");
        assertTrue(messageOf(file).contains(file.toString()), messageOf(file));
    }

    @Test
    void numbersAndFlagsAreRefusedWithTheirColumn() throws IOException {
        Row row = Table.commas(write("a,b\nyes,\n")).rows("a", "b").get(0);
        assertTrue(assertThrows(DatasetException.class, () -> row.number("a"))
                .getMessage()
                .endsWith("line 2: the column 'a' says 'yes', expected a number."));
        assertTrue(assertThrows(DatasetException.class, () -> row.flag("a"))
                .getMessage()
                .endsWith("line 2: the column 'a' says 'yes', expected 0 or 1."));
        assertTrue(assertThrows(DatasetException.class, () -> row.said("b"))
                .getMessage()
                .endsWith("line 2: the column 'b' is empty."));
    }

    private String messageOf(Path file) {
        return assertThrows(DatasetException.class, () -> Table.commas(file).rows("a"))
                .getMessage();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), text);
    }
}
