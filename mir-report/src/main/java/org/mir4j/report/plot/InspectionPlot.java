// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.plot;

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
import org.mir4j.report.plot.Sheet.Align;

/** What a model's encoder listens for: the filters of its first layer, and the input that most excites one of a layer. */
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
}
