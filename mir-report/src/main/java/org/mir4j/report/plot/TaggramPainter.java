// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.mir4j.core.tagging.TagScore;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.report.export.TaggedFile;
import org.mir4j.report.plot.Sheet.Align;

/** Paints one taggram. */
final class TaggramPainter {

    private static final int LONGEST_NAME = 260;
    private static final int PIXELS_A_TIME = 90;

    private final TaggedFile report;
    private final List<TagScore> tags;
    private final TaggramLayout layout;
    private final double[][] scores;
    private final ScoreScale scale;
    private final Sheet sheet;

    TaggramPainter(TaggedFile report, List<TagScore> tags) {
        this.report = report;
        this.tags = tags;
        layout = layout(tags);
        scores = TimeSlices.scores(report.taggram(), tags, layout.timeWidth());
        scale = ScoreScale.of(scores);
        sheet = new Sheet(TaggramLayout.WIDTH, layout.height());
    }

    /** The layout for tags; their names are measured before there is a picture to draw them on. */
    static TaggramLayout layout(List<TagScore> tags) {
        int widest = Sheet.widest(tags.stream().map(TagScore::tag).toList());
        return TaggramLayout.of(tags.size(), Math.min(widest, LONGEST_NAME));
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
        int room = TaggramLayout.KEY_LEFT - 100 - Sheet.MARGIN;
        sheet.title(report.file().getFileName().toString(), subtitle, room);
    }

    private void paintKey() {
        int left = TaggramLayout.KEY_LEFT;
        sheet.key(left, HeatColours::of);
        sheet.text("score", left - TaggramLayout.GAP, Sheet.BESIDE_KEY, Align.RIGHT);
        for (int part = 0; part <= 2; part++) {
            int x = left + Sheet.KEY_WIDTH * part / 2;
            sheet.text(ScoreScale.label(scale.top() * part / 2), x, Sheet.BELOW_KEY, Align.CENTRE);
        }
        int middle = (TaggramLayout.RIGHT + TaggramLayout.WIDTH - Sheet.MARGIN + 12) / 2;
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
        sheet.label(name, layout.left() - TaggramLayout.GAP, baseline, Align.RIGHT);
        String overall = String.format(Locale.ROOT, "%.3f", tag.score());
        sheet.label(overall, TaggramLayout.RIGHT + TaggramLayout.GAP, baseline, Align.LEFT);
    }
}
