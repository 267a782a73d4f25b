package org.mir4j.cli.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.mir4j.core.tagging.TagScore;
import org.mir4j.core.tagging.Taggram;

/** Paints one taggram. */
final class TaggramPainter {

    static final int UNHEARD = 0xE9E9EC;

    private static final int LONGEST_NAME = 260;
    private static final int PIXELS_A_TIME = 90;
    private static final Color INK = new Color(0x1F2328);
    private static final Color FAINT = new Color(0x6E7781);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 26);
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
    private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

    private final TagReport report;
    private final List<TagScore> tags;
    private final TaggramLayout layout;
    private final double[][] scores;
    private final ScoreScale scale;
    private final BufferedImage image;
    private final Graphics2D canvas;

    TaggramPainter(TagReport report, List<TagScore> tags) {
        this.report = report;
        this.tags = tags;
        layout = layout(tags);
        scores = TimeSlices.scores(report.taggram(), tags, layout.timeWidth());
        scale = ScoreScale.of(scores);
        image = new BufferedImage(TaggramLayout.WIDTH, layout.height(), BufferedImage.TYPE_INT_RGB);
        canvas = canvas(image);
    }

    /** The layout for tags; their names are measured before there is a picture to draw them on. */
    static TaggramLayout layout(List<TagScore> tags) {
        Graphics2D measure = canvas(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        try {
            FontMetrics metrics = measure.getFontMetrics(TEXT);
            int longest = tags.stream()
                    .mapToInt(tag -> metrics.stringWidth(tag.tag()))
                    .max()
                    .orElse(0);
            return TaggramLayout.of(tags.size(), Math.min(longest, LONGEST_NAME));
        } finally {
            measure.dispose();
        }
    }

    private static Graphics2D canvas(BufferedImage image) {
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        return canvas;
    }

    BufferedImage paint() {
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, image.getWidth(), image.getHeight());
        drawTitle();
        drawColourBar();
        for (int row = 0; row < tags.size(); row++) {
            drawRow(row);
        }
        if (tags.isEmpty()) {
            canvas.setFont(TEXT);
            canvas.setColor(INK);
            canvas.drawString("no tag reaches the threshold", layout.left(), layout.rowTop(0) + 20);
        }
        drawTimes();
        canvas.dispose();
        return image;
    }

    private void drawTitle() {
        Taggram taggram = report.taggram();
        int room = TaggramLayout.COLOUR_BAR_LEFT - 100 - TaggramLayout.MARGIN;
        canvas.setFont(TITLE);
        canvas.setColor(INK);
        String title = report.file().getFileName().toString();
        canvas.drawString(fitted(title, room), TaggramLayout.MARGIN, 52);
        int windows = taggram.windows().size();
        String subtitle = report.model() + "  ·  " + Clock.of(taggram.duration()) + "  ·  " + windows
                + (windows == 1 ? " window of " : " windows of ") + ScoreScale.label(taggram.windowSeconds()) + " s"
                + (tags.size() == taggram.tags().size()
                        ? ""
                        : "  ·  " + tags.size() + " of " + taggram.tags().size() + " tags");
        canvas.setFont(TEXT);
        canvas.setColor(FAINT);
        canvas.drawString(fitted(subtitle, room), TaggramLayout.MARGIN, 80);
    }

    private void drawColourBar() {
        int left = TaggramLayout.COLOUR_BAR_LEFT;
        int top = TaggramLayout.COLOUR_BAR_TOP;
        int width = TaggramLayout.COLOUR_BAR_WIDTH;
        int bottom = top + TaggramLayout.COLOUR_BAR_HEIGHT;
        for (int x = 0; x < width; x++) {
            canvas.setColor(new Color(HeatColours.of((x + 0.5) / width)));
            canvas.fillRect(left + x, top, 1, TaggramLayout.COLOUR_BAR_HEIGHT);
        }
        canvas.setFont(SMALL);
        canvas.setColor(FAINT);
        right("score", left - TaggramLayout.GAP, bottom - 1);
        for (int part = 0; part <= 2; part++) {
            centred(ScoreScale.label(scale.top() * part / 2), left + width * part / 2, bottom + 20);
        }
        centred("overall", (TaggramLayout.RIGHT + TaggramLayout.WIDTH - TaggramLayout.MARGIN + 12) / 2, 110);
    }

    private void drawRow(int row) {
        int top = layout.rowTop(row);
        for (int x = 0; x < layout.timeWidth(); x++) {
            double score = scores[row][x];
            canvas.setColor(new Color(Double.isNaN(score) ? UNHEARD : HeatColours.of(scale.part(score))));
            canvas.fillRect(layout.left() + x, top, 1, layout.cellHeight());
        }
        canvas.setFont(TEXT);
        canvas.setColor(INK);
        FontMetrics metrics = canvas.getFontMetrics();
        int baseline = top + (layout.cellHeight() + metrics.getAscent() - metrics.getDescent()) / 2;
        TagScore tag = tags.get(row);
        right(fitted(tag.tag(), LONGEST_NAME), layout.left() - TaggramLayout.GAP, baseline);
        String overall = String.format(Locale.ROOT, "%.3f", tag.score());
        canvas.drawString(overall, TaggramLayout.RIGHT + TaggramLayout.GAP, baseline);
    }

    private void drawTimes() {
        double duration = report.taggram().duration();
        TimeAxis axis = TimeAxis.of(duration, layout.timeWidth() / PIXELS_A_TIME);
        canvas.setFont(SMALL);
        canvas.setColor(FAINT);
        for (double time : axis.times()) {
            int x = layout.left() + (int) Math.round(time / duration * (layout.timeWidth() - 1));
            canvas.fillRect(x, layout.bottom(), 1, 6);
            centred(axis.label(time), x, layout.bottom() + 24);
        }
    }

    private void right(String text, int x, int baseline) {
        canvas.drawString(text, x - canvas.getFontMetrics().stringWidth(text), baseline);
    }

    private void centred(String text, int x, int baseline) {
        canvas.drawString(text, x - canvas.getFontMetrics().stringWidth(text) / 2, baseline);
    }

    /** A text, cut to a width in the current font. */
    private String fitted(String text, int width) {
        FontMetrics metrics = canvas.getFontMetrics();
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && metrics.stringWidth(text.substring(0, end) + "…") > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + "…";
    }
}
