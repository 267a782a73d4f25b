// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.mir4j.core.error.MirException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.explanation.FileExplanation;
import org.mir4j.models.explanation.Moments;
import org.mir4j.models.explanation.Stretch;
import org.mir4j.report.SaliencyColumns.SignedBars;
import org.mir4j.report.Sheet.Align;

/**
 * The explanation of a tag as a picture: the network's input in grey, what speaks for the tag laid over it in orange and
 * what speaks against it in blue, the sums over frequency and over time beside it, and when the tag holds. It takes
 * stretches as they come, and keeps no more of them than the picture has columns.
 */
public final class ExplanationPlot implements Consumer<Stretch> {

    private final ModelCard card;
    private final boolean samples;
    private final FrameColumns frames = new FrameColumns(Painter.PLOT_WIDTH);
    private final FrameColumns moments = new FrameColumns(Painter.PLOT_WIDTH);

    /**
     * Fails before any work where this machine cannot draw text.
     *
     * @param card of the model
     */
    public ExplanationPlot(ModelCard card) {
        Fonts.require();
        this.card = card;
        samples = card.tagging().frontEnd().isSamples();
    }

    @Override
    public void accept(Stretch stretch) {
        for (int frame = 0; frame < stretch.levels().length; frame++) {
            frames.add(row(stretch.levels()[frame], stretch.saliency()[frame]));
        }
        for (float moment : stretch.moments()) {
            moments.add(new float[] {moment});
        }
    }

    /** Levels, then saliency; of samples, whose mean is nothing, the magnitudes. */
    private float[] row(float[] levels, float[] saliency) {
        int bands = levels.length;
        float[] row = new float[2 * bands];
        for (int band = 0; band < bands; band++) {
            row[band] = samples ? Math.abs(levels[band]) : levels[band];
            row[bands + band] = saliency[band];
        }
        return row;
    }

    /**
     * Draws the picture as a PNG.
     *
     * @param name of the recording
     * @param explanation of the whole of it
     * @param file to write
     * @throws MirException if the file cannot be written
     */
    public void write(String name, FileExplanation explanation, Path file) {
        Png.write(draw(name, explanation), file);
    }

    BufferedImage draw(String name, FileExplanation explanation) {
        List<float[]> told = moments.columns();
        double[] curve = new double[Painter.PLOT_WIDTH];
        for (int x = 0; x < curve.length; x++) {
            double part = (x + 0.5) / curve.length;
            curve[x] = explanation.moments() == Moments.WINDOWS || told.isEmpty()
                    ? explanation.scoreAt(part * explanation.duration())
                    : told.get((int) (part * told.size()))[0];
        }
        return new Painter(card, explanation, frames.columns(), curve).paint(name);
    }

    /** Paints one explanation. */
    private static final class Painter {

        static final int WIDTH = 1400;
        static final int PLOT_WIDTH = 1080;
        static final int LEFT = 110;
        static final int TOP = 124;
        static final int PLOT_HEIGHT = 480;

        private static final int STRIP_HEIGHT = 90;
        private static final int STRIP_GAP = 38;
        private static final int SUMS_TOP = TOP + PLOT_HEIGHT + STRIP_GAP;
        private static final int CURVE_TOP = SUMS_TOP + STRIP_HEIGHT + STRIP_GAP;
        private static final int BOTTOM = CURVE_TOP + STRIP_HEIGHT;
        private static final int HEIGHT = BOTTOM + 58;
        private static final int BANDS_LEFT = LEFT + PLOT_WIDTH + 24;
        private static final int BANDS_WIDTH = WIDTH - Sheet.MARGIN - BANDS_LEFT;
        private static final int KEY_LEFT = LEFT + PLOT_WIDTH - Sheet.KEY_WIDTH;
        private static final int PIXELS_A_TIME = 90;

        /** So many of all numbers are no larger than the one of full colour. */
        private static final double FULL_COLOUR = 0.995;

        /** Above 1, so that the spectrogram is seen wherever little speaks. */
        private static final double GAMMA = 1.2;

        private final ModelCard card;
        private final FileExplanation explanation;
        private final SaliencyColumns columns;
        private final double[] curve;
        private final Sheet sheet = new Sheet(WIDTH, HEIGHT);

        /**
         * @param frames levels and then saliency, one row per column of the picture
         * @param curve one number per pixel, of what tells moments apart
         */
        Painter(ModelCard card, FileExplanation explanation, List<float[]> frames, double[] curve) {
            this.card = card;
            this.explanation = explanation;
            columns = new SaliencyColumns(frames, PLOT_WIDTH);
            this.curve = curve;
        }

        BufferedImage paint(String name) {
            try (sheet) {
                String subtitle = card.name() + "  ·  “" + explanation.tag() + "”  ·  score "
                        + String.format(Locale.ROOT, "%.3f", explanation.score()) + "  ·  "
                        + Clock.of(explanation.duration());
                sheet.title(name, subtitle, KEY_LEFT - 140 - Sheet.MARGIN);
                paintKey();
                if (card.tagging().frontEnd().isSamples()) {
                    paintSamples();
                } else {
                    paintSpectrogram();
                    paintBands();
                }
                paintSums();
                paintCurve();
                TimeAxis axis = TimeAxis.of(explanation.duration(), PLOT_WIDTH / PIXELS_A_TIME);
                sheet.times(axis, LEFT, PLOT_WIDTH, BOTTOM);
                return sheet.image();
            }
        }

        private void paintKey() {
            sheet.key(KEY_LEFT, part -> SignedColours.over(0xFFFFFF, shade(2 * part - 1)));
            sheet.frame(KEY_LEFT, Sheet.KEY_TOP, Sheet.KEY_WIDTH, Sheet.KEY_HEIGHT);
            sheet.text("against", KEY_LEFT, Sheet.BELOW_KEY, Align.LEFT);
            sheet.text("0", KEY_LEFT + Sheet.KEY_WIDTH / 2.0, Sheet.BELOW_KEY, Align.CENTRE);
            sheet.text("for", KEY_LEFT + Sheet.KEY_WIDTH, Sheet.BELOW_KEY, Align.RIGHT);
            sheet.text("speaks", KEY_LEFT - 12, Sheet.BESIDE_KEY, Align.RIGHT);
        }

        private static double shade(double value) {
            return Math.signum(value) * Math.pow(Math.min(1, Math.abs(value)), GAMMA);
        }

        private void paintSpectrogram() {
            caption(
                    "log-mel spectrogram, in grey; over it what speaks for the tag or against it: gradient × (input − silence), smoothed",
                    TOP);
            double full = columns.quantile(FULL_COLOUR);
            double[] range = columns.levels(80 * decibel());
            int bands = columns.bands();
            for (int x = 0; x < PLOT_WIDTH; x++) {
                for (int y = 0; y < PLOT_HEIGHT; y++) {
                    int band = (PLOT_HEIGHT - 1 - y) * bands / PLOT_HEIGHT;
                    int grey = SignedColours.grey((columns.level(x, band) - range[0]) / (range[1] - range[0]));
                    double value = shade(columns.saliency(x, band) / full);
                    sheet.image().setRGB(LEFT + x, TOP + y, SignedColours.over(grey, value));
                }
            }
            sheet.frame(LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT);
            FrequencyAxis axis = FrequencyAxis.of(card.tagging().frontEnd().mel());
            sheet.frequencies(axis, LEFT, TOP, PLOT_HEIGHT);
        }

        /** A decibel in the unit of the network's input; infinite where that is no logarithm. */
        private double decibel() {
            double unit =
                    switch (card.tagging().frontEnd().log().form()) {
                        case DECIBELS -> 1;
                        case LN, LOG1P -> Math.log(10) / 10;
                        case LOG10 -> 0.1;
                        case NONE -> Double.POSITIVE_INFINITY;
                    };
            return unit * Math.abs(card.tagging().frontEnd().scale());
        }

        private void paintSamples() {
            caption(
                    "magnitude of the samples; in colour what speaks for the tag or against it: gradient × input, smoothed",
                    TOP);
            double full = columns.quantile(FULL_COLOUR);
            double highest = columns.levels(Double.POSITIVE_INFINITY)[1];
            for (int x = 0; x < PLOT_WIDTH; x++) {
                int height = (int) Math.round(Math.max(1, columns.level(x, 0) / highest * PLOT_HEIGHT));
                int colour = SignedColours.over(0xB4B8BE, shade(columns.saliency(x, 0) / full));
                sheet.fill(LEFT + x, TOP + (PLOT_HEIGHT - height) / 2, 1, height, new Color(colour));
            }
            sheet.frame(LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT);
        }

        private void paintBands() {
            sheet.text("sum over time", BANDS_LEFT, TOP - 10, Align.LEFT);
            double[] sums = columns.sumsOverTime();
            SignedBars bars = new SignedBars(sums, BANDS_WIDTH);
            int zero = BANDS_LEFT + bars.below();
            for (int band = 0; band < sums.length; band++) {
                int bottom = TOP + PLOT_HEIGHT - band * PLOT_HEIGHT / sums.length;
                int top = TOP + PLOT_HEIGHT - (band + 1) * PLOT_HEIGHT / sums.length;
                int length = bars.length(band);
                int left = sums[band] < 0 ? zero - length : zero;
                sheet.fill(left, top, length, Math.max(1, bottom - top - 1), bars.colour(band));
            }
            sheet.fill(zero, TOP, 1, PLOT_HEIGHT, Sheet.FAINT);
        }

        private void paintSums() {
            caption("sum over frequency", SUMS_TOP);
            double[] sums = columns.sumsOverFrequency();
            SignedBars bars = new SignedBars(sums, STRIP_HEIGHT);
            int zero = SUMS_TOP + bars.above();
            for (int x = 0; x < PLOT_WIDTH; x++) {
                int length = bars.length(x);
                sheet.fill(LEFT + x, sums[x] > 0 ? zero - length : zero, 1, length, bars.colour(x));
            }
            sheet.fill(LEFT, zero, PLOT_WIDTH, 1, Sheet.GRID);
            sheet.text("0", LEFT - 11, zero + 5, Align.RIGHT);
        }

        private void paintCurve() {
            caption(
                    switch (explanation.moments()) {
                        case WINDOWS ->
                            "score: mean of those of " + explanation.windows().size() + " windows of "
                                    + ScoreScale.label(card.tagging().windowSeconds()) + " s that contain a moment";
                        case FRAME_SCORES -> "score of each frame";
                        case FRAME_WEIGHTS -> "weight of each frame in what is pooled; 1 is the mean";
                    },
                    CURVE_TOP);
            ScoreScale scale = ScoreScale.of(new double[][] {curve});
            double[] heights = DoubleStream.of(curve)
                    .map(score -> Double.isNaN(score) ? score : CURVE_TOP + STRIP_HEIGHT * (1 - scale.part(score)))
                    .toArray();
            for (int part = 0; part <= 2; part++) {
                int y = CURVE_TOP + STRIP_HEIGHT - STRIP_HEIGHT * part / 2;
                sheet.fill(LEFT, y, PLOT_WIDTH, 1, Sheet.GRID);
                sheet.text(ScoreScale.label(scale.top() * part / 2), LEFT - 11, y + 5, Align.RIGHT);
            }
            sheet.curve(LEFT, heights);
        }

        private void caption(String text, int top) {
            sheet.text(text, LEFT, top - 10, Align.LEFT);
        }
    }
}
