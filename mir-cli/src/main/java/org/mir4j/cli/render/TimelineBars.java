package org.mir4j.cli.render;

import java.io.PrintStream;
import java.util.Locale;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.core.tagging.TagScore;

/** A taggram in a terminal: a line a tag, time from left to right, height and colour for the score. */
final class TimelineBars {

    private static final String[] HEIGHTS = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    private static final String UNHEARD = " ";
    private static final String PLAIN = "\u001b[0m";
    private static final int COLUMNS_A_TIME = 10;

    /** The columns before the bars, without the name: an indent, the score, and gaps around it. */
    private static final int BEFORE = 11;

    /** The darkest colours cannot be seen on a dark terminal. */
    private static final double DARKEST = 0.25;

    private final PrintStream out;
    private final Terminal terminal;
    private final int names;

    TimelineBars(PrintStream out, Terminal terminal, int names) {
        this.out = out;
        this.terminal = terminal;
        this.names = names;
    }

    void render(TagReport report) {
        int cells = Math.max(10, terminal.columns() - 1 - names - BEFORE);
        double[][] scores = TimeSlices.scores(report.taggram(), report.tags(), cells);
        ScoreScale scale = ScoreScale.of(scores);
        for (int row = 0; row < scores.length; row++) {
            TagScore tag = report.tags().get(row);
            out.println("  " + TagTable.fitted(tag.tag(), names) + "  "
                    + String.format(Locale.ROOT, "%.3f", tag.score()) + "  " + line(scores[row], scale));
        }
        String key = "█ " + ScoreScale.label(scale.top());
        out.println("  " + TagTable.fitted(key, names + BEFORE - 2)
                + axis(report.taggram().duration(), cells));
    }

    private String line(double[] scores, ScoreScale scale) {
        StringBuilder line = new StringBuilder();
        int current = -1;
        for (double score : scores) {
            if (Double.isNaN(score)) {
                line.append(UNHEARD);
                continue;
            }
            double part = scale.part(score);
            int colour = HeatColours.of(DARKEST + (1 - DARKEST) * part);
            if (terminal.coloured() && colour != current) {
                line.append(start(colour));
                current = colour;
            }
            line.append(HEIGHTS[(int) Math.round(part * (HEIGHTS.length - 1))]);
        }
        return line + (current < 0 ? "" : PLAIN);
    }

    private static String start(int colour) {
        return "\u001b[38;2;" + (colour >> 16) + ";" + (colour >> 8 & 0xFF) + ";" + (colour & 0xFF) + "m";
    }

    /** Round times, each beginning in the column of its moment. */
    private static String axis(double duration, int cells) {
        TimeAxis axis = TimeAxis.of(duration, cells / COLUMNS_A_TIME);
        StringBuilder line = new StringBuilder();
        for (double time : axis.times()) {
            int column = (int) (time / duration * cells);
            String label = axis.label(time);
            if (column + label.length() <= cells) {
                line.append(" ".repeat(Math.max(0, column - line.length()))).append(label);
            }
        }
        return line.toString();
    }
}
