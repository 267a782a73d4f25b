// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.util.Arrays;
import java.util.List;
import org.mir4j.core.tagging.TagScore;
import org.mir4j.core.tagging.Taggram;

/**
 * A taggram as lines of text: one line of blocks per tag, time from left to right, height and colour for the score.
 *
 * @param bars one per tag, each as wide as there are cells; moments that no window covers are blank
 * @param top the score of the highest block, as people write it
 * @param times round times, each beginning in the cell of its moment
 */
public record TaggramText(List<String> bars, String top, String times) {

    private static final String[] HEIGHTS = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    private static final String NOT_COVERED = " ";
    private static final String PLAIN = "\u001b[0m";
    private static final int CELLS_PER_TIME = 10;

    /** The darkest colours cannot be seen on a dark terminal. */
    private static final double DARKEST = 0.25;

    /** Keeps its own list. */
    public TaggramText {
        bars = List.copyOf(bars);
    }

    /**
     * Draws tags over time.
     *
     * @param taggram all windows
     * @param tags the tags that are wanted, in the order of the lines
     * @param cells how many characters a line of blocks has
     * @param coloured whether blocks are coloured, by the escape sequences of terminals
     * @return the lines
     */
    public static TaggramText of(Taggram taggram, List<TagScore> tags, int cells, boolean coloured) {
        double[][] scores = TimeSlices.scores(taggram, tags, cells);
        ScoreScale scale = ScoreScale.of(scores);
        return new TaggramText(
                Arrays.stream(scores).map(row -> line(row, scale, coloured)).toList(),
                ScoreScale.label(scale.top()),
                times(taggram.duration(), cells));
    }

    private static String line(double[] scores, ScoreScale scale, boolean coloured) {
        StringBuilder line = new StringBuilder();
        int current = -1;
        for (double score : scores) {
            if (Double.isNaN(score)) {
                line.append(NOT_COVERED);
                continue;
            }
            double part = scale.part(score);
            int colour = HeatColours.of(DARKEST + (1 - DARKEST) * part);
            if (coloured && colour != current) {
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

    private static String times(double duration, int cells) {
        TimeAxis axis = TimeAxis.of(duration, cells / CELLS_PER_TIME);
        StringBuilder line = new StringBuilder();
        for (double time : axis.times()) {
            int cell = (int) (time / duration * cells);
            String label = axis.label(time);
            if (cell + label.length() <= cells) {
                line.append(" ".repeat(Math.max(0, cell - line.length()))).append(label);
            }
        }
        return line.toString();
    }
}
