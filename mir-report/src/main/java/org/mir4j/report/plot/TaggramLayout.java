// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.plot;

/**
 * Where the parts of a taggram's picture lie, in pixels.
 *
 * @param rows how many tags
 * @param rowHeight the height of a tag's row, with the gap to the next
 * @param left where time begins
 */
record TaggramLayout(int rows, int rowHeight, int left) {

    static final int WIDTH = 1400;
    /** The gap between names or scores and the rows, and between the rows and their times. */
    static final int GAP = 12;

    /** Where time ends; beyond it stand the overall scores. */
    static final int RIGHT = WIDTH - Sheet.MARGIN - 64;

    /** Where the first row begins. */
    static final int TOP = 120;

    /** Where the key to the colours begins. */
    static final int KEY_LEFT = RIGHT - Sheet.KEY_WIDTH;

    private static final int HEIGHT_OF_ROWS = 640;
    private static final int LOWEST_ROW = 21;
    private static final int HIGHEST_ROW = 46;
    private static final int TIMES = 40;

    /** The layout for so many tags with names of such a width. */
    static TaggramLayout of(int rows, int widthOfNames) {
        int rowHeight = Math.max(LOWEST_ROW, Math.min(HIGHEST_ROW, HEIGHT_OF_ROWS / Math.max(1, rows)));
        return new TaggramLayout(rows, rowHeight, Sheet.MARGIN + widthOfNames + GAP);
    }

    int rowTop(int row) {
        return TOP + row * rowHeight;
    }

    /** The height of a row's colours. */
    int cellHeight() {
        return rowHeight - 2;
    }

    /** Where the last row ends; without rows there is room for one. */
    int bottom() {
        return rowTop(Math.max(1, rows));
    }

    int height() {
        return bottom() + TIMES + Sheet.MARGIN / 2;
    }

    /** How many pixels the duration covers. */
    int timeWidth() {
        return RIGHT - left;
    }
}
