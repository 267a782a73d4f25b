// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mir4j.core.error.MirException;
import org.mir4j.core.tagging.TagScore;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.report.Sheet.Align;

/**
 * Draws when tags hold: one row per tag, time from left to right, colour for the score. The score of a moment is the mean
 * over the windows that contain it; moments in no window are grey.
 */
public final class TaggramPlot {

    /** More rows than this are no picture any more. */
    static final int MOST_ROWS = 50;

    private TaggramPlot() {}

    /**
     * Draws a file's tags over time as a PNG: the highest of those that were asked for. Without any, the
     * picture says so.
     *
     * @param report the file and the tags to draw
     * @param file to write
     * @throws MirException if this machine cannot draw text, or the file cannot be written
     */
    public static void write(TaggedFile report, Path file) {
        Png.write(draw(report), file);
    }

    static BufferedImage draw(TaggedFile report) {
        Fonts.require();
        return new Painter(report, report.tags().stream().limit(MOST_ROWS).toList()).paint();
    }

    /** Paints one taggram. */
    static final class Painter {

        private static final int LONGEST_NAME = 260;
        private static final int PIXELS_A_TIME = 90;

        private final TaggedFile report;
        private final List<TagScore> tags;
        private final Layout layout;
        private final double[][] scores;
        private final ScoreScale scale;
        private final Sheet sheet;

        Painter(TaggedFile report, List<TagScore> tags) {
            this.report = report;
            this.tags = tags;
            layout = layout(tags);
            scores = TimeSlices.scores(report.taggram(), tags, layout.timeWidth());
            scale = ScoreScale.of(scores);
            sheet = new Sheet(Layout.WIDTH, layout.height());
        }

        /** The layout for tags; their names are measured before there is a picture to draw them on. */
        static Layout layout(List<TagScore> tags) {
            int widest = Sheet.widest(tags.stream().map(TagScore::tag).toList());
            return Layout.of(tags.size(), Math.min(widest, LONGEST_NAME));
        }

        BufferedImage paint() {
            try (sheet) {
                paintTitle();
                paintKey();
                for (int row = 0; row < tags.size(); row++) {
                    paintRow(row);
                }
                if (tags.isEmpty()) {
                    sheet.label("no tag reaches the threshold", layout.left(), layout.rowTop(0) + 20, Align.LEFT);
                }
                TimeAxis axis = TimeAxis.of(report.taggram().duration(), layout.timeWidth() / PIXELS_A_TIME);
                sheet.times(axis, layout.left(), layout.timeWidth(), layout.bottom());
                return sheet.image();
            }
        }

        private void paintTitle() {
            Taggram taggram = report.taggram();
            int windows = taggram.windows().size();
            String subtitle = report.model() + "  ·  " + Clock.of(taggram.duration()) + "  ·  " + windows
                    + (windows == 1 ? " window of " : " windows of ") + ScoreScale.label(taggram.windowSeconds()) + " s"
                    + (tags.size() == taggram.tags().size()
                            ? ""
                            : "  ·  " + tags.size() + " of " + taggram.tags().size() + " tags");
            int room = Layout.KEY_LEFT - 100 - Sheet.MARGIN;
            sheet.title(report.file().getFileName().toString(), subtitle, room);
        }

        private void paintKey() {
            int left = Layout.KEY_LEFT;
            sheet.key(left, HeatColours::of);
            sheet.text("score", left - Layout.GAP, Sheet.BESIDE_KEY, Align.RIGHT);
            for (int part = 0; part <= 2; part++) {
                int x = left + Sheet.KEY_WIDTH * part / 2;
                sheet.text(ScoreScale.label(scale.top() * part / 2), x, Sheet.BELOW_KEY, Align.CENTRE);
            }
            int middle = (Layout.RIGHT + Layout.WIDTH - Sheet.MARGIN + 12) / 2;
            sheet.text("overall", middle, 110, Align.CENTRE);
        }

        private void paintRow(int row) {
            int top = layout.rowTop(row);
            for (int x = 0; x < layout.timeWidth(); x++) {
                int colour = HeatColours.of(scale.part(scores[row][x]));
                sheet.fill(layout.left() + x, top, 1, layout.cellHeight(), new Color(colour));
            }
            int baseline = sheet.baseline(top, layout.cellHeight());
            TagScore tag = tags.get(row);
            String name = sheet.fitted(tag.tag(), LONGEST_NAME);
            sheet.label(name, layout.left() - Layout.GAP, baseline, Align.RIGHT);
            String overall = String.format(Locale.ROOT, "%.3f", tag.score());
            sheet.label(overall, Layout.RIGHT + Layout.GAP, baseline, Align.LEFT);
        }
    }

    /**
     * Where the parts of a taggram's picture lie, in pixels.
     *
     * @param rows how many tags
     * @param rowHeight the height of a tag's row, with the gap to the next
     * @param left where time begins
     */
    record Layout(int rows, int rowHeight, int left) {

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
        static Layout of(int rows, int widthOfNames) {
            int rowHeight = Math.max(LOWEST_ROW, Math.min(HIGHEST_ROW, HEIGHT_OF_ROWS / Math.max(1, rows)));
            return new Layout(rows, rowHeight, Sheet.MARGIN + widthOfNames + GAP);
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
}
