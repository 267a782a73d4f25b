// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.mir4j.report.FeatureWriter.Heading;
import org.mir4j.report.Sheet.Align;

/**
 * The first number of each frame over time, as a picture. It keeps that number, four bytes per frame, until it is drawn.
 */
public final class FeatureCurvePlot implements FeatureWriter {

    static final int LEFT = 110;
    static final int TOP = 90;
    static final int PLOT_HEIGHT = 320;
    static final int WIDTH = 1400;
    static final int PLOT_WIDTH = WIDTH - Sheet.MARGIN - LEFT;

    private static final int HEIGHT = TOP + PLOT_HEIGHT + 70;
    private static final int PIXELS_A_TIME = 90;
    private static final int MOST_VALUES = 8;
    private static final int NEAREST = 22;
    private static final double RADIUS = 2.5;
    private static final double A_SEMITONE = Math.pow(2, 1 / 12.0);
    private static final int FIRST_ROOM = 4096;

    private final Path file;
    private final Heading heading;
    private final Style style;
    private float[] values = new float[FIRST_ROOM];
    private int frames;

    /** How numbers are drawn; those that are none are not. */
    public enum Style {
        /** A curve, over evenly spaced values. */
        LINE,
        /** A dot each, over frequencies in Hz, octaves evenly spaced. */
        FREQUENCIES,
        /** A stroke wherever the number is not 0. */
        STROKES
    }

    /**
     * Fails before any work where this machine cannot draw text.
     *
     * @param file to write
     * @param heading what the numbers are
     * @param style how to draw them
     */
    public FeatureCurvePlot(Path file, Heading heading, Style style) {
        Fonts.require();
        this.file = file;
        this.heading = heading;
        this.style = style;
    }

    @Override
    public void write(float[][] rows) {
        for (float[] row : rows) {
            if (frames == values.length) {
                values = Arrays.copyOf(values, 2 * frames);
            }
            values[frames++] = row[0];
        }
    }

    @Override
    public void close() {
        try (Sheet sheet = new Sheet(WIDTH, HEIGHT)) {
            sheet.title(heading.title(), "", WIDTH - 2 * Sheet.MARGIN);
            sheet.text(heading.columns().get(0), LEFT, TOP - 10, Align.LEFT);
            sheet.frame(LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT);
            switch (style) {
                case LINE -> paintLine(sheet);
                case FREQUENCIES -> paintFrequencies(sheet);
                default -> paintStrokes(sheet);
            }
            TimeAxis axis = TimeAxis.of(heading.firstTime(), heading.time(frames), PLOT_WIDTH / PIXELS_A_TIME);
            sheet.times(axis, LEFT, PLOT_WIDTH, TOP + PLOT_HEIGHT);
            Png.encode(sheet.image(), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lowest and the highest number, or two others if there is none. */
    private double[] range(double low, double high) {
        double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int frame = 0; frame < frames; frame++) {
            if (Float.isFinite(values[frame])) {
                range[0] = Math.min(range[0], values[frame]);
                range[1] = Math.max(range[1], values[frame]);
            }
        }
        return range[0] <= range[1] ? range : new double[] {low, high};
    }

    private void paintLine(Sheet sheet) {
        double[] range = range(-1, 0);
        ValueAxis axis = ValueAxis.covering(range[0], range[1], MOST_VALUES);
        sheet.values(axis, LEFT, PLOT_WIDTH, TOP, PLOT_HEIGHT);
        double[] heights = new double[PLOT_WIDTH];
        for (int x = 0; x < PLOT_WIDTH; x++) {
            heights[x] = TOP + PLOT_HEIGHT * (1 - axis.part(mean(x)));
        }
        sheet.curve(LEFT, heights);
    }

    /** The mean of the frames that fall into a column of pixels, or of the one that lasts over it. */
    private double mean(int x) {
        int first = (int) ((long) x * frames / PLOT_WIDTH);
        int end = Math.max(first + 1, (int) ((x + 1L) * frames / PLOT_WIDTH));
        double sum = 0;
        int count = 0;
        for (int frame = first; frame < Math.min(end, frames); frame++) {
            if (Float.isFinite(values[frame])) {
                sum += values[frame];
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private void paintFrequencies(Sheet sheet) {
        double[] range = range(100, 1000);
        // a semitone of margin, so that no dot lies across an edge
        double low = Math.log(Math.max(range[0], 1) / A_SEMITONE);
        double high = Math.log(Math.max(range[1], 2) * A_SEMITONE);
        double last = Double.POSITIVE_INFINITY;
        for (int hertz : FrequencyAxis.ROUND) {
            double y = TOP + PLOT_HEIGHT * (1 - (Math.log(hertz) - low) / (high - low));
            if (y <= TOP + PLOT_HEIGHT && y >= TOP && last - y >= NEAREST) {
                sheet.fill(LEFT, (int) Math.round(y), PLOT_WIDTH, 1, Sheet.GRID);
                sheet.text(FrequencyAxis.label(hertz), LEFT - 11, (int) Math.round(y) + 5, Align.RIGHT);
                last = y;
            }
        }
        for (int frame = 0; frame < frames; frame++) {
            if (Float.isFinite(values[frame]) && values[frame] > 0) {
                double y = TOP + PLOT_HEIGHT * (1 - (Math.log(values[frame]) - low) / (high - low));
                sheet.dot(x(frame), y, RADIUS, Sheet.CURVE);
            }
        }
    }

    private void paintStrokes(Sheet sheet) {
        for (int frame = 0; frame < frames; frame++) {
            if (values[frame] != 0) {
                sheet.fill((int) x(frame), TOP, 2, PLOT_HEIGHT, Sheet.CURVE);
            }
        }
    }

    /** The middle of a frame. */
    private double x(int frame) {
        return LEFT + RADIUS + (frame + 0.5) * (PLOT_WIDTH - 2 * RADIUS) / frames;
    }
}
