// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.audio.spectral.MelSettings;
import org.mir4j.core.error.MirException;
import org.mir4j.report.Sheet.Align;

/**
 * A song and its stems as a picture: their spectrograms one above the other, over the same time and in the same colours,
 * so that one sees what went where. It takes frames as they come, and keeps no more of them than the picture has columns.
 */
public final class StemPlot {

    private static final int WIDTH = 1400;
    private static final int LEFT = 110;
    private static final int TOP = 124;
    private static final int PLOT_WIDTH = WIDTH - Sheet.MARGIN - LEFT;
    private static final int PANEL_HEIGHT = 192;
    private static final int STEP = PANEL_HEIGHT + 36;
    private static final int KEY_LEFT = LEFT + PLOT_WIDTH - Sheet.KEY_WIDTH;
    private static final int PIXELS_A_TIME = 90;

    /** In dB, below the highest level of all. */
    private static final int RANGE = 80;

    /** Of nothing but silence the highest level is as low as levels get, and still dark. */
    private static final double SILENCE = -100;

    private final Path song;
    private final String model;
    private final MelSettings mel;
    private final Map<String, FrameColumns> panels = new LinkedHashMap<>();

    /**
     * Fails before any work where this machine cannot draw text.
     *
     * @param song of which the stems are
     * @param model that separated it
     * @param mel what the levels are of
     */
    public StemPlot(Path song, String model, MelSettings mel) {
        Fonts.require();
        this.song = song;
        this.model = model;
        this.mel = mel;
    }

    /**
     * Adds frames.
     *
     * @param panel whose they are; panels are drawn from top to bottom as they are first named
     * @param rows one row per frame, mel levels in dB
     */
    public void add(String panel, float[][] rows) {
        FrameColumns frames = panels.computeIfAbsent(panel, name -> new FrameColumns(PLOT_WIDTH));
        for (float[] row : rows) {
            frames.add(row);
        }
    }

    /**
     * Draws the picture as a PNG.
     *
     * @param start where in the song the frames begin, in seconds
     * @param seconds how long they last
     * @param file to write
     * @throws MirException if the file cannot be written
     */
    public void write(double start, double seconds, Path file) {
        int bottom = TOP + STEP * (panels.size() - 1) + PANEL_HEIGHT;
        try (Sheet sheet = new Sheet(WIDTH, bottom + 58)) {
            sheet.title(
                    String.valueOf(song.getFileName()),
                    model + "  ·  " + Clock.of(seconds),
                    KEY_LEFT - 140 - Sheet.MARGIN);
            paintKey(sheet);
            double highest = highest();
            int top = TOP;
            for (Map.Entry<String, FrameColumns> panel : panels.entrySet()) {
                sheet.text(panel.getKey(), LEFT, top - 10, Align.LEFT);
                paint(sheet.image(), top, panel.getValue().columns(), highest);
                sheet.frame(LEFT, top, PLOT_WIDTH, PANEL_HEIGHT);
                sheet.frequencies(FrequencyAxis.of(mel), LEFT, top, PANEL_HEIGHT);
                top += STEP;
            }
            TimeAxis axis = TimeAxis.of(start, start + seconds, PLOT_WIDTH / PIXELS_A_TIME);
            sheet.times(axis, LEFT, PLOT_WIDTH, bottom);
            Png.write(sheet.image(), file);
        }
    }

    private static void paintKey(Sheet sheet) {
        sheet.key(KEY_LEFT, HeatColours::of);
        sheet.text("-" + RANGE, KEY_LEFT, Sheet.BELOW_KEY, Align.LEFT);
        sheet.text("0", KEY_LEFT + Sheet.KEY_WIDTH, Sheet.BELOW_KEY, Align.RIGHT);
        sheet.text("dB", KEY_LEFT - 12, Sheet.BESIDE_KEY, Align.RIGHT);
    }

    private double highest() {
        double highest = SILENCE + RANGE;
        for (FrameColumns frames : panels.values()) {
            for (float[] column : frames.columns()) {
                for (float level : column) {
                    highest = Math.max(highest, level);
                }
            }
        }
        return highest;
    }

    private static void paint(BufferedImage image, int top, List<float[]> columns, double highest) {
        int bands = columns.get(0).length;
        for (int x = 0; x < PLOT_WIDTH; x++) {
            float[] column = columns.get((int) ((long) x * columns.size() / PLOT_WIDTH));
            for (int y = 0; y < PANEL_HEIGHT; y++) {
                int band = (PANEL_HEIGHT - 1 - y) * bands / PANEL_HEIGHT;
                image.setRGB(LEFT + x, top + y, HeatColours.of(1 + (column[band] - highest) / RANGE));
            }
        }
    }
}
