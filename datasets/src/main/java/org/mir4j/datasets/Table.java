// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.mir4j.core.error.DatasetException;
import org.mir4j.datasets.TextFile.Place;

/**
 * A file of values separated by commas, semicolons or tabs, with a header. Cells may be quoted with {@code "}, and
 * quoted ones may go over several lines (RFC 4180). It is read anew each time, and only the columns that are asked for
 * are kept.
 */
final class Table {

    private final Path file;
    private final char separator;
    private final int headerRows;

    private Table(Path file, char separator, int headerRows) {
        this.file = file;
        this.separator = separator;
        this.headerRows = headerRows;
    }

    /**
     * A file of values separated by commas.
     *
     * @param file the file
     * @return the table
     */
    public static Table commas(Path file) {
        return new Table(file, ',', 1);
    }

    /**
     * A file of values separated by semicolons.
     *
     * @param file the file
     * @return the table
     */
    public static Table semicolons(Path file) {
        return new Table(file, ';', 1);
    }

    /**
     * A file of values separated by tabs.
     *
     * @param file the file
     * @return the table
     */
    public static Table tabs(Path file) {
        return new Table(file, '\t', 1);
    }

    /**
     * The same table with a header of several rows.
     *
     * @param rows how many; the name of a column is what stands in them, joined by {@code /}
     * @return the table
     */
    public Table headerRows(int rows) {
        return new Table(file, separator, rows);
    }

    /**
     * The names of the columns.
     *
     * @return what the header says
     * @throws DatasetException if the file is not there, or empty
     */
    public List<String> columns() {
        return parse(this::header);
    }

    /**
     * Makes sure that there is a column.
     *
     * @param column its name
     * @throws DatasetException if there is none of that name, with the names that there are
     */
    public void require(String column) {
        position(columns(), column);
    }

    /**
     * Reads all rows.
     *
     * @param wanted the names of the columns that the rows shall have
     * @return the rows
     * @throws DatasetException if the file is not there, lacks one of the columns, or has a row of another length
     */
    public List<Row> rows(String... wanted) {
        List<Row> rows = new ArrayList<>();
        forEach(List.of(wanted), rows::add);
        return rows;
    }

    /**
     * Goes through all rows without keeping them.
     *
     * @param wanted the names of the columns that the rows shall have
     * @param action what is done with each row
     * @throws DatasetException if the file is not there, lacks one of the columns, or has a row of another length
     */
    public void forEach(List<String> wanted, Consumer<Row> action) {
        parse(parser -> {
            List<String> columns = header(parser);
            Map<String, Integer> kept = new LinkedHashMap<>();
            wanted.forEach(column -> kept.put(column, kept.size()));
            List<Integer> positions = kept.keySet().stream()
                    .map(column -> position(columns, column))
                    .toList();
            for (CSVRecord found : (Iterable<CSVRecord>) parser::iterator) {
                Place place = place(parser, found);
                if (found.size() != columns.size()) {
                    throw place.error("the row has " + found.size() + " columns, expected " + columns.size());
                }
                List<String> cells = positions.stream()
                        .map(position -> found.get(position).strip())
                        .toList();
                action.accept(new Row(place, kept, cells));
            }
            return null;
        });
    }

    private interface Reading<T> {
        T from(CSVParser parser) throws IOException;
    }

    private <T> T parse(Reading<T> reading) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .get();
        try (BufferedReader reader = TextFile.open(file);
                CSVParser parser = CSVParser.parse(reader, format)) {
            return reading.from(parser);
        } catch (UncheckedIOException e) {
            throw TextFile.unreadable(file, e.getCause());
        } catch (IOException e) {
            throw TextFile.unreadable(file, e);
        }
    }

    private List<String> header(CSVParser parser) {
        Iterator<CSVRecord> records = parser.iterator();
        List<String> names = new ArrayList<>();
        for (int row = 0; row < headerRows; row++) {
            if (!records.hasNext()) {
                throw new DatasetException("The file " + file + " is empty, expected a header and rows.");
            }
            List<String> cells = records.next().toList();
            for (int column = 0; column < cells.size(); column++) {
                String said = TextFile.withoutMark(cells.get(column), column == 0 && row == 0 ? 1 : 2)
                        .strip();
                if (row == 0) {
                    names.add(said);
                } else if (column < names.size()) {
                    names.set(column, names.get(column) + "/" + said);
                }
            }
        }
        return names;
    }

    private int position(List<String> columns, String wanted) {
        int position = columns.indexOf(wanted);
        if (position < 0) {
            throw new DatasetException("The file " + file + " has no column '" + wanted + "'; it has: "
                    + String.join(", ", columns) + ".");
        }
        return position;
    }

    private Place place(CSVParser parser, CSVRecord read) {
        // the parser stands at the row's last line
        long breaks =
                read.stream().flatMapToInt(String::chars).filter(c -> c == '\n').count();
        return new Place(file, parser.getCurrentLineNumber() - breaks);
    }

    /**
     * A row of a {@link Table}.
     *
     * @param place where it is
     * @param columns the positions of its columns by their names
     * @param cells what stands in them
     */
    public record Row(Place place, Map<String, Integer> columns, List<String> cells) {

        /**
         * What stands in a column.
         *
         * @param column its name
         * @return the cell, without blanks at its ends; may be empty
         */
        public String get(String column) {
            Integer index = columns.get(column);
            if (index == null) {
                throw new IllegalArgumentException("there is no column '" + column + "', only " + columns.keySet());
            }
            return cells.get(index);
        }

        /**
         * What stands in a column that must not be empty.
         *
         * @param column its name
         * @return the cell
         * @throws org.mir4j.core.error.DatasetException if it is empty
         */
        public String said(String column) {
            String cell = get(column);
            if (cell.isEmpty()) {
                throw place.error("the column '" + column + "' is empty");
            }
            return cell;
        }

        /**
         * A column with a yes or a no.
         *
         * @param column its name
         * @return whether it is {@code 1}
         * @throws org.mir4j.core.error.DatasetException if it is neither {@code 1} nor {@code 0}
         */
        public boolean flag(String column) {
            String cell = get(column);
            if (!cell.equals("0") && !cell.equals("1")) {
                throw place.error("the column '" + column + "' says '" + cell + "', expected 0 or 1");
            }
            return cell.equals("1");
        }

        /**
         * A column with a number.
         *
         * @param column its name
         * @return the number
         * @throws org.mir4j.core.error.DatasetException if it is none
         */
        public double number(String column) {
            try {
                return Double.parseDouble(get(column));
            } catch (NumberFormatException e) {
                throw place.error("the column '" + column + "' says '" + get(column) + "', expected a number");
            }
        }
    }
}
