// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.terminal;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mir4j.core.tagging.TagScore;
import org.mir4j.report.Clock;
import org.mir4j.report.TagRenderer;
import org.mir4j.report.TaggedFile;
import org.mir4j.report.TaggramText;

/** Tags as a table with bars, for people. With a timeline, bars over time instead. */
public final class TagTable implements TagRenderer {

    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    private static final int LONGEST_BAR = 40;
    private static final int LONGEST_NAME = 40;

    /** The columns before a timeline, without the name: an indent, the score, and gaps around it. */
    private static final int BEFORE_TIMELINE = 11;

    private final PrintStream out;
    private final Terminal terminal;
    private final boolean timeline;
    private boolean begun;

    /**
     * @param out where to write
     * @param terminal how wide a line may be, and whether it may be coloured
     * @param timeline whether the tags are shown over time
     */
    public TagTable(PrintStream out, Terminal terminal, boolean timeline) {
        this.out = out;
        this.terminal = terminal;
        this.timeline = timeline;
    }

    @Override
    public void render(TaggedFile report) {
        if (begun) {
            out.println();
        }
        begun = true;
        String title = Terminal.printable(report.file().toString()).replace('\n', '?');
        out.println((terminal.coloured() ? "\u001b[1m" + title + "\u001b[0m" : title) + "  "
                + Clock.of(report.taggram().duration()) + "  " + report.model());
        if (report.tags().isEmpty()) {
            out.println("  no tag reaches the threshold");
            return;
        }
        int names = report.tags().stream()
                .mapToInt(tag -> Math.min(LONGEST_NAME, tag.tag().length()))
                .max()
                .getAsInt();
        if (timeline) {
            renderTimeline(report, names);
        } else {
            renderScores(report.tags(), names);
        }
    }

    private void renderScores(List<TagScore> tags, int names) {
        int room = Math.max(1, Math.min(LONGEST_BAR, terminal.columns() - names - 11));
        for (TagScore tag : tags) {
            String score = String.format(Locale.ROOT, "%.3f", tag.score());
            out.println("  " + fitted(tag.tag(), names) + "  " + score + "  " + bar(tag.score(), room));
        }
    }

    private void renderTimeline(TaggedFile report, int names) {
        int cells = Math.max(10, terminal.columns() - 1 - names - BEFORE_TIMELINE);
        TaggramText text = TaggramText.of(report.taggram(), report.tags(), cells, terminal.coloured());
        for (int row = 0; row < report.tags().size(); row++) {
            TagScore tag = report.tags().get(row);
            String score = String.format(Locale.ROOT, "%.3f", tag.score());
            out.println("  " + fitted(tag.tag(), names) + "  " + score + "  "
                    + text.bars().get(row));
        }
        out.println("  " + fitted("█ " + text.top(), names + BEFORE_TIMELINE - 2) + text.times());
    }

    private static String bar(double score, int room) {
        int eighths = (int) Math.round(score * room * EIGHTHS.length);
        return "█".repeat(eighths / EIGHTHS.length) + EIGHTHS[eighths % EIGHTHS.length];
    }

    /** A text padded or cut to a width. */
    static String fitted(String text, int width) {
        if (text.length() > width) {
            return text.substring(0, width - 1) + "…";
        }
        char[] rest = new char[width - text.length()];
        Arrays.fill(rest, ' ');
        return text + new String(rest);
    }
}
