// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleToIntFunction;

/** A white sheet with a title to draw on. */
final class Sheet implements AutoCloseable {

    private static final Color INK = new Color(0x1F2328);
    static final Color FAINT = new Color(0x6E7781);
    static final Color GRID = new Color(0xD0D4DA);
    static final Color CURVE = new Color(0x3B528B);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 26);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    static final int MARGIN = 36;

    static final int KEY_WIDTH = 240;
    static final int KEY_TOP = 38;
    static final int KEY_HEIGHT = 14;

    /** The baseline of what is written beside a {@link #key}. */
    static final int BESIDE_KEY = KEY_TOP + KEY_HEIGHT - 1;

    /** The baseline of what is written below a key. */
    static final int BELOW_KEY = KEY_TOP + KEY_HEIGHT + 20;

    /** Frequencies along an axis are no nearer to each other, in pixels. */
    private static final int NEAREST = 22;

    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 16);

    private final BufferedImage image;
    private final Graphics2D canvas;

    Sheet(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, width, height);
        small();
    }

    BufferedImage image() {
        return image;
    }

    /** A title and a line below it, each cut to a width. */
    void title(String title, String subtitle, int width) {
        canvas.setFont(TITLE);
        canvas.setColor(INK);
        canvas.drawString(fitted(title, canvas.getFontMetrics(), width), MARGIN, 52);
        canvas.setFont(LABEL);
        canvas.setColor(FAINT);
        canvas.drawString(fitted(subtitle, width), MARGIN, 80);
        small();
    }

    /** How wide the widest of some labels is. */
    static int widest(List<String> labels) {
        try (Sheet sheet = new Sheet(1, 1)) {
            FontMetrics metrics = sheet.canvas.getFontMetrics(LABEL);
            return labels.stream().mapToInt(metrics::stringWidth).max().orElse(0);
        }
    }

    /** A label, cut to a width. */
    String fitted(String label, int width) {
        return fitted(label, canvas.getFontMetrics(LABEL), width);
    }

    private static String fitted(String text, FontMetrics metrics, int width) {
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && metrics.stringWidth(text.substring(0, end) + "…") > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + "…";
    }

    /** The baseline of a label half way down a row. */
    int baseline(int top, int height) {
        FontMetrics metrics = canvas.getFontMetrics(LABEL);
        return top + (height + metrics.getAscent() - metrics.getDescent()) / 2;
    }

    /** A label, larger and darker than a small text. */
    void label(String label, int x, int baseline, Align align) {
        canvas.setFont(LABEL);
        canvas.setColor(INK);
        text(label, x, baseline, align);
        small();
    }

    private void small() {
        canvas.setFont(SMALL);
        canvas.setColor(FAINT);
    }

    /** A small text that begins, ends or has its middle at a place. */
    void text(String text, double x, int baseline, Align align) {
        canvas.drawString(
                text, (float) (x - align.part * canvas.getFontMetrics().stringWidth(text)), baseline);
    }

    /** Which part of a text is left of its place. */
    enum Align {
        LEFT(0),
        CENTRE(0.5),
        RIGHT(1);

        private final double part;

        Align(double part) {
            this.part = part;
        }
    }

    /** The colours of the numbers from 0 to 1, in the upper right. */
    void key(int left, DoubleToIntFunction colours) {
        for (int x = 0; x < KEY_WIDTH; x++) {
            fill(left + x, KEY_TOP, 1, KEY_HEIGHT, new Color(colours.applyAsInt((x + 0.5) / KEY_WIDTH)));
        }
    }

    void fill(int x, int y, int width, int height, Color colour) {
        canvas.setColor(colour);
        canvas.fillRect(x, y, width, height);
        canvas.setColor(FAINT);
    }

    /** The outline of a box, just around it. */
    void frame(int x, int y, int width, int height) {
        canvas.setColor(GRID);
        canvas.drawRect(x - 1, y - 1, width + 1, height + 1);
        canvas.setColor(FAINT);
    }

    /** A box set off from others. */
    void mark(int x, int y, int width, int height) {
        canvas.setColor(INK);
        canvas.setStroke(new BasicStroke(2));
        canvas.drawRect(x - 3, y - 3, width + 5, height + 5);
        canvas.setColor(FAINT);
        canvas.setStroke(new BasicStroke(1));
    }

    /** A curve through points from left to right, broken where one is NaN; one y per pixel column. */
    void curve(int left, double[] heights) {
        double[] middles = new double[heights.length];
        Arrays.setAll(middles, x -> left + x + 0.5);
        line(middles, heights, CURVE);
    }

    /** A line through points, broken where one is NaN. */
    void line(double[] x, double[] y, Color colour) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(y[i])) {
                continue;
            }
            if (i == 0 || Double.isNaN(y[i - 1])) {
                path.moveTo(x[i], y[i]);
            } else {
                path.lineTo(x[i], y[i]);
            }
        }
        canvas.setColor(colour);
        canvas.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        canvas.draw(path);
        canvas.setColor(FAINT);
        canvas.setStroke(new BasicStroke(1));
    }

    /** A dot around a point. */
    void dot(double x, double y, double radius, Color colour) {
        canvas.setColor(colour);
        canvas.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        canvas.setColor(FAINT);
    }

    /** The values left of a plot, with lines across it. */
    void values(ValueAxis axis, int left, int width, int top, int height) {
        for (double value : axis.ticks()) {
            int y = top + (int) Math.round(height * (1 - axis.part(value)));
            fill(left, y, width, 1, GRID);
            text(axis.label(value), left - 11, y + 5, Align.RIGHT);
        }
    }

    /** The times below a plot, with their ticks. */
    void times(TimeAxis axis, int left, int width, int top) {
        for (double time : axis.times()) {
            int x = left + (int) Math.round(axis.part(time) * (width - 1));
            canvas.fillRect(x, top, 1, 6);
            text(axis.label(time), x, top + 24, Align.CENTRE);
        }
    }

    /** The frequencies left of a plot, with their ticks. */
    void frequencies(FrequencyAxis axis, int left, int top, int height) {
        for (FrequencyAxis.Tick tick : axis.ticks((double) NEAREST / height)) {
            int y = top + (int) Math.round(height * (1 - tick.part()));
            canvas.fillRect(left - 6, y, 6, 1);
            text(tick.label(), left - 11, y + 5, Align.RIGHT);
        }
    }

    @Override
    public void close() {
        canvas.dispose();
    }
}
