// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mir4j.report.FeatureWriter.Heading;
import org.mir4j.report.Sheet.Align;

/** Frames as a picture: time from left to right, a line a number from bottom to top, colour for its value. */
public final class FeaturePlot implements FeatureWriter {

    private static final int WIDTH = 1400;
    private static final int HEIGHT = 640;
    private static final int LEFT = 110;
    private static final int TOP = 90;
    private static final int PLOT_WIDTH = 1240;
    private static final int PLOT_HEIGHT = 480;
    private static final int PIXELS_A_TIME = 90;
    private static final int KEY_LEFT = LEFT + PLOT_WIDTH - Sheet.KEY_WIDTH;

    private final Path file;
    private final Heading heading;
    private final ValueScale scale;
    private final Optional<FrequencyAxis> frequencies;
    private final FrameColumns frames = new FrameColumns(PLOT_WIDTH);

    /** How values become colours. */
    public enum ValueScale {
        /** Magnitudes, in dB below the largest, down to -80 dB. */
        MAGNITUDES,
        /** Levels in dB, from the highest down to 80 dB below it. */
        DECIBELS,
        /** From 0 to 1. */
        PARTS,
        /** From the lowest to the highest. */
        ALL
    }

    /**
     * Fails before any work where this machine cannot draw text.
     *
     * @param file to write
     * @param heading what the numbers are
     * @param scale how values become colours
     * @param frequencies of the numbers of a frame; empty to name them as the heading does
     */
    public FeaturePlot(Path file, Heading heading, ValueScale scale, Optional<FrequencyAxis> frequencies) {
        Fonts.require();
        this.file = file;
        this.heading = heading;
        this.scale = scale;
        this.frequencies = frequencies;
    }

    @Override
    public void write(float[][] rows) {
        for (float[] row : rows) {
            frames.add(row);
        }
    }

    @Override
    public void close() {
        try (Sheet sheet = new Sheet(WIDTH, HEIGHT)) {
            List<float[]> columns = frames.columns();
            double[] range = range(columns);
            paint(sheet.image(), columns, range);
            label(sheet);
            if (!columns.isEmpty()) {
                paintKey(sheet, range);
            }
            Png.encode(sheet.image(), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void paint(BufferedImage image, List<float[]> columns, double[] range) {
        if (columns.isEmpty()) {
            return;
        }
        int lines = columns.get(0).length;
        for (int x = 0; x < PLOT_WIDTH; x++) {
            float[] column = columns.get((int) ((long) x * columns.size() / PLOT_WIDTH));
            for (int y = 0; y < PLOT_HEIGHT; y++) {
                int line = (int) ((long) (PLOT_HEIGHT - 1 - y) * lines / PLOT_HEIGHT);
                double part = (level(column[line]) - range[0]) / (range[1] - range[0]);
                image.setRGB(LEFT + x, TOP + y, HeatColours.of(part));
            }
        }
    }

    private double level(float value) {
        return scale == ValueScale.MAGNITUDES ? 20 * Math.log10(Math.max(value, 1e-10)) : value;
    }

    private double[] range(List<float[]> columns) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float[] column : columns) {
            for (float value : column) {
                if (!Float.isNaN(value)) {
                    low = Math.min(low, level(value));
                    high = Math.max(high, level(value));
                }
            }
        }
        if (scale == ValueScale.PARTS) {
            return new double[] {0, 1};
        }
        low = scale == ValueScale.ALL ? low : Math.max(low, high - 80);
        return new double[] {low, high > low ? high : low + 1};
    }

    /** Magnitudes are told against the largest, all else as it is in numbers. */
    private void paintKey(Sheet sheet, double[] range) {
        sheet.key(KEY_LEFT, HeatColours::of);
        double zero = scale == ValueScale.MAGNITUDES ? range[1] : 0;
        sheet.text(figure(range[0] - zero), KEY_LEFT, Sheet.BELOW_KEY, Align.LEFT);
        sheet.text(figure(range[1] - zero), KEY_LEFT + Sheet.KEY_WIDTH, Sheet.BELOW_KEY, Align.RIGHT);
        if (scale == ValueScale.MAGNITUDES || scale == ValueScale.DECIBELS) {
            sheet.text("dB", KEY_LEFT - 12, Sheet.BESIDE_KEY, Align.RIGHT);
        }
    }

    /** Three digits of a number. */
    private static String figure(double value) {
        return ScoreScale.label(new BigDecimal(value).round(new MathContext(3)).doubleValue());
    }

    private void label(Sheet sheet) {
        sheet.title(heading.title(), "", KEY_LEFT - 140 - Sheet.MARGIN);
        TimeAxis axis = TimeAxis.of(heading.firstTime(), heading.time(frames.frames()), PLOT_WIDTH / PIXELS_A_TIME);
        sheet.times(axis, LEFT, PLOT_WIDTH, TOP + PLOT_HEIGHT);
        if (frequencies.isPresent()) {
            sheet.frequencies(frequencies.get(), LEFT, TOP, PLOT_HEIGHT);
            return;
        }
        int lines = heading.columns().size();
        int step = Math.max(1, (lines + 15) / 16);
        for (int line = 0; line < lines; line += step) {
            int y = TOP + PLOT_HEIGHT - (int) ((line + 0.5) * PLOT_HEIGHT / lines);
            sheet.text(heading.columns().get(line), LEFT - 10, y + 5, Align.RIGHT);
        }
    }
}
