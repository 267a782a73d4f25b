// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.metadata;

import java.util.List;
import java.util.Map;

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
