package org.mir4j.cli.render;

import java.awt.Color;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.core.tagging.TagScore;
import org.mir4j.core.tagging.Taggram;

/** A taggram in a terminal: a line a tag, time from left to right, height and colour for the score. */
final class TimelineBars {

    private static final String[] HEIGHTS = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

    private final PrintStream out;
    private final Terminal terminal;
    private final int names;

    TimelineBars(PrintStream out, Terminal terminal, int names) {
        this.out = out;
        this.terminal = terminal;
        this.names = names;
    }

    void render(TagReport report) {
        int room = Math.max(10, terminal.columns() - names - 12);
        Taggram taggram = report.taggram();
        // a cell is never wider than a window is long
        int cells = taggram.windows().size() >= room
                ? room
                : room / taggram.windows().size() * taggram.windows().size();
        for (TagScore tag : report.tags()) {
            out.println(
                    "  " + TagTable.fitted(tag.tag(), names) + "  " + String.format(Locale.ROOT, "%.3f", tag.score())
                            + "  " + line(taggram, taggram.tags().indexOf(tag.tag()), cells));
        }
        out.println("  " + TagTable.fitted("", names) + "         " + axis(taggram.duration(), cells));
    }

    private String line(Taggram taggram, int tag, int cells) {
        StringBuilder line = new StringBuilder();
        for (int cell = 0; cell < cells; cell++) {
            double from = taggram.duration() * cell / cells;
            double to = taggram.duration() * (cell + 1) / cells;
            double score = highest(taggram.windows(), tag, from, to);
            String height = HEIGHTS[(int) Math.round(score * (HEIGHTS.length - 1))];
            line.append(terminal.coloured() ? coloured(height, score) : height);
        }
        return line + (terminal.coloured() ? "\u001b[0m" : "");
    }

    /** The highest score of the windows whose middle lies in a cell, or of the one that the cell's middle lies in. */
    private static double highest(List<Taggram.Window> windows, int tag, double from, double to) {
        double middle = (from + to) / 2;
        double highest = -1;
        double nearest = 0;
        double distance = Double.POSITIVE_INFINITY;
        for (Taggram.Window window : windows) {
            double centre = (window.start() + window.end()) / 2;
            double score = window.scores().values()[tag];
            if (centre >= from && centre < to) {
                highest = Math.max(highest, score);
            }
            if (Math.abs(centre - middle) < distance) {
                distance = Math.abs(centre - middle);
                nearest = score;
            }
        }
        return highest < 0 ? nearest : highest;
    }

    private static String coloured(String text, double score) {
        Color colour = HeatColours.of(0.25 + 0.75 * score);
        return "\u001b[38;2;" + colour.getRed() + ";" + colour.getGreen() + ";" + colour.getBlue() + "m" + text;
    }

    private static String axis(double duration, int cells) {
        String end = Clock.of(duration);
        String middle = Clock.of(duration / 2);
        int gap = Math.max(1, cells - 4 - end.length());
        int before = Math.max(1, (gap - middle.length()) / 2);
        int after = Math.max(1, gap - middle.length() - before);
        return gap < middle.length() + 4
                ? "0:00" + " ".repeat(gap) + end
                : "0:00" + " ".repeat(before) + middle + " ".repeat(after) + end;
    }
}
