// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.spectral.LogScale;
import org.mir4j.core.error.MirException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.explanation.Excitation;
import org.mir4j.models.explanation.FilterLayer;
import org.mir4j.models.explanation.Filters;
import org.mir4j.report.Sheet.Align;

/** What a model's encoder responds to: the filters of its first layer, and the input that most excites one of a layer. */
public final class InspectionPlot {

    static final int WIDTH = 1400;

    private static final int LEFT = 110;
    private static final int PLOT_WIDTH = WIDTH - Sheet.MARGIN - LEFT;
    private static final int TOP = 124;
    private static final int MOST_TILES_HEIGHT = 580;
    private static final int PLOT_HEIGHT = 384;
    private static final int GAP = 56;
    private static final double GAMMA = 0.6;
    private static final int PIXELS_A_TIME = 110;

    private final ModelCard card;
    private final FilterTiles tiles;
    private final Excitation excitation;
    private final int plotTop;
    private final Sheet sheet;

    private InspectionPlot(ModelCard card, Filters first, Excitation excitation) {
        this.card = card;
        this.excitation = excitation;
        tiles = FilterTiles.fitting(first, PLOT_WIDTH, MOST_TILES_HEIGHT);
        plotTop = TOP + tiles.height() + GAP;
        sheet = new Sheet(WIDTH, plotTop + PLOT_HEIGHT + 58);
    }

    /** Fails where this machine cannot draw text. */
    public static void requireFonts() {
        Fonts.require();
    }

    /**
     * Draws the picture as a PNG.
     *
     * @param card of the model
     * @param first the filters of its first layer
     * @param excitation of a filter of any layer
     * @param file to write
     * @throws MirException if this machine cannot draw text, or the file cannot be written
     */
    public static void write(ModelCard card, Filters first, Excitation excitation, Path file) {
        Png.write(draw(card, first, excitation), file);
    }

    static BufferedImage draw(ModelCard card, Filters first, Excitation excitation) {
        Fonts.require();
        return new InspectionPlot(card, first, excitation).paint();
    }

    private BufferedImage paint() {
        try (sheet) {
            sheet.title(card.name(), card.summary(), WIDTH - 2 * Sheet.MARGIN);
            FilterLayer layer = tiles.filters().layer();
            String shown = tiles.count() == layer.filters() ? "all " : "the first " + tiles.count() + " of ";
            String axes = layer.kernel().size() == 1 ? " (time)" : " (frequency upwards, time to the right)";
            sheet.text(
                    layer.name() + ": " + shown + layer.filters() + " filters of " + size(layer.kernel()) + axes
                            + ", each scaled to its largest weight",
                    LEFT,
                    TOP - 10,
                    Align.LEFT);
            boolean sameLayer = layer.equals(excitation.layer());
            tiles.draw(sheet, LEFT, TOP, sameLayer ? excitation.filter() : -1);
            paintExcitation();
            return sheet.image();
        }
    }

    private static String size(List<Integer> kernel) {
        return kernel.stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }

    private void paintExcitation() {
        String rise = String.format(Locale.ROOT, "%.2f to %.2f", excitation.before(), excitation.after());
        sheet.text(
                excitation.layer().name() + ", filter " + excitation.filter()
                        + ": the change of faint noise that excites it most; its activation rises from " + rise,
                LEFT,
                plotTop - 10,
                Align.LEFT);
        float[][] change = excitation.change();
        double largest = FilterTiles.largest(change);
        if (card.tagging().frontEnd().isSamples()) {
            paintSamples(change, largest);
        } else {
            paintSpectrogram(change, largest);
            paintKey(largest);
        }
        sheet.frame(LEFT, plotTop, PLOT_WIDTH, PLOT_HEIGHT);
        TimeAxis axis = TimeAxis.of(change.length * excitation.frameSeconds(), PLOT_WIDTH / PIXELS_A_TIME);
        sheet.times(axis, LEFT, PLOT_WIDTH, plotTop + PLOT_HEIGHT);
    }

    private void paintSpectrogram(float[][] change, double largest) {
        for (int x = 0; x < PLOT_WIDTH; x++) {
            float[] frame = change[x * change.length / PLOT_WIDTH];
            for (int y = 0; y < PLOT_HEIGHT; y++) {
                double value = frame[(PLOT_HEIGHT - 1 - y) * frame.length / PLOT_HEIGHT] / largest;
                sheet.image().setRGB(LEFT + x, plotTop + y, SignedColours.over(0xFFFFFF, shade(value)));
            }
        }
        FrequencyAxis axis = FrequencyAxis.of(card.tagging().frontEnd().mel());
        sheet.frequencies(axis, LEFT, plotTop, PLOT_HEIGHT);
    }

    private void paintKey(double largest) {
        int left = LEFT + PLOT_WIDTH - Sheet.KEY_WIDTH;
        sheet.key(left, part -> SignedColours.over(0xFFFFFF, shade(2 * part - 1)));
        sheet.frame(left, Sheet.KEY_TOP, Sheet.KEY_WIDTH, Sheet.KEY_HEIGHT);
        sheet.text("softer " + amount(-largest), left, Sheet.BELOW_KEY, Align.LEFT);
        sheet.text("louder " + amount(largest), left + Sheet.KEY_WIDTH, Sheet.BELOW_KEY, Align.RIGHT);
    }

    /** Makes small changes visible beside large ones. */
    private static double shade(double value) {
        return Math.signum(value) * Math.pow(Math.abs(value), GAMMA);
    }

    private String amount(double change) {
        FrontEndSettings settings = card.tagging().frontEnd();
        return settings.log().form() == LogScale.Form.DECIBELS
                ? String.format(Locale.ROOT, "%+.0f dB", change / settings.scale())
                : String.format(Locale.ROOT, "%+.2f", change);
    }

    private void paintSamples(float[][] change, double largest) {
        double[] heights = new double[PLOT_WIDTH];
        for (int x = 0; x < PLOT_WIDTH; x++) {
            double value = change[x * change.length / PLOT_WIDTH][0] / largest;
            heights[x] = plotTop + PLOT_HEIGHT * (0.5 - 0.48 * value);
        }
        sheet.fill(LEFT, plotTop + PLOT_HEIGHT / 2, PLOT_WIDTH, 1, Sheet.GRID);
        sheet.text("0", LEFT - 11, plotTop + PLOT_HEIGHT / 2 + 5, Align.RIGHT);
        sheet.curve(LEFT, heights);
    }

    /**
     * The filters of a layer as small pictures side by side, in the order of their numbers: frequency upwards, time to the
     * right; those over time alone are curves. Each is scaled to its own largest weight.
     *
     * @param filters the weights
     * @param count how many are drawn, the first ones
     * @param columns how many stand in a row
     * @param scale the pixels of one weight
     */
    private record FilterTiles(Filters filters, int count, int columns, int scale) {

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
}
