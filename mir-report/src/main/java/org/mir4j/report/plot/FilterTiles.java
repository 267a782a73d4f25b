// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.plot;

import java.awt.Color;
import org.mir4j.models.explanation.Filters;
import org.mir4j.report.plot.Sheet.Align;

/**
 * The filters of a layer as small pictures side by side, in the order of their numbers: frequency upwards, time to the
 * right; those over time alone are curves. Each is scaled to its own largest weight.
 *
 * @param filters the weights
 * @param count how many are drawn, the first ones
 * @param columns how many stand in a row
 * @param scale the pixels of one weight
 */
record FilterTiles(Filters filters, int count, int columns, int scale) {

    private static final int GAP = 8;
    private static final int CURVE_HEIGHT = 36;
    private static final int NARROWEST = 24;
    private static final int LARGEST_SCALE = 14;

    /** The tiles at the largest scale at which all fit, or as many as fit at the smallest. */
    static FilterTiles fitting(Filters filters, int width, int height) {
        int all = filters.weights().size();
        for (int scale = LARGEST_SCALE; ; scale--) {
            FilterTiles one = new FilterTiles(filters, 1, 1, scale);
            int columns = Math.max(1, width / (one.tileWidth() + GAP));
            int rows = Math.max(1, height / (one.tileHeight() + GAP));
            if (scale == 1 || columns * rows >= all) {
                return new FilterTiles(filters, Math.min(all, columns * rows), Math.min(all, columns), scale);
            }
        }
    }

    private boolean areCurves() {
        return filters.layer().kernel().size() == 1;
    }

    private int tileWidth() {
        int width = scale * filters.weights().get(0)[0].length;
        return areCurves() ? Math.max(NARROWEST, width) : width;
    }

    private int tileHeight() {
        return areCurves() ? CURVE_HEIGHT : scale * filters.weights().get(0).length;
    }

    int height() {
        return (count + columns - 1) / columns * (tileHeight() + GAP) - GAP;
    }

    /**
     * Draws them.
     *
     * @param chosen the filter that is set off; -1 for none
     */
    void draw(Sheet sheet, int left, int top, int chosen) {
        for (int filter = 0; filter < count; filter++) {
            int x = left + filter % columns * (tileWidth() + GAP);
            int y = top + filter / columns * (tileHeight() + GAP);
            if (filter % columns == 0) {
                sheet.text(Integer.toString(filter), left - 11, y + (tileHeight() + 10) / 2, Align.RIGHT);
            }
            float[][] weights = filters.weights().get(filter);
            sheet.frame(x, y, tileWidth(), tileHeight());
            if (areCurves()) {
                drawCurve(sheet, x, y, weights[0]);
            } else {
                drawImage(sheet, x, y, weights);
            }
            if (filter == chosen) {
                sheet.mark(x, y, tileWidth(), tileHeight());
            }
        }
    }

    private void drawImage(Sheet sheet, int left, int top, float[][] weights) {
        double largest = largest(weights);
        for (int f = 0; f < weights.length; f++) {
            for (int t = 0; t < weights[f].length; t++) {
                Color colour = new Color(SignedColours.over(0xFFFFFF, weights[f][t] / largest));
                sheet.fill(left + t * scale, top + (weights.length - 1 - f) * scale, scale, scale, colour);
            }
        }
    }

    private void drawCurve(Sheet sheet, int left, int top, float[] weights) {
        double largest = largest(new float[][] {weights});
        double[] heights = new double[tileWidth()];
        for (int x = 0; x < heights.length; x++) {
            double at = (weights.length - 1) * (double) x / (heights.length - 1);
            int low = Math.min((int) at, Math.max(0, weights.length - 2));
            int high = Math.min(weights.length - 1, low + 1);
            double weight = weights[low] + (weights[high] - weights[low]) * (at - low);
            heights[x] = top + CURVE_HEIGHT / 2.0 - weight / largest * (CURVE_HEIGHT / 2.0 - 3);
        }
        sheet.curve(left, heights);
    }

    static double largest(float[][] rows) {
        double largest = Double.MIN_NORMAL;
        for (float[] row : rows) {
            for (float value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }
}
