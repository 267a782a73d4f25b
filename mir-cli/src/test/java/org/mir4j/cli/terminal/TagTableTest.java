// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.report.TagSelection;
import org.mir4j.report.TaggedFile;

class TagTableTest {

    private static final Terminal PLAIN = new Terminal(true, true, 60, false);

    private static List<String> lines(Terminal terminal, boolean timeline, Taggram taggram) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var scores = taggram.scores();
        new TagTable(out, terminal, timeline)
                .render(new TaggedFile(Path.of("song.wav"), "model", taggram, new TagSelection(10, 0).from(scores)));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static Taggram song() {
        return Taggrams.of(120, 60, List.of("voice", "guitar"), new double[][] {{0, 60, 0.5, 1}, {60, 120, 0, 0.5}});
    }

    @Test
    void barsAreAsLongAsScores() {
        assertEquals(
                List.of(
                        "song.wav  2:00  model",
                        "  guitar  0.750  " + "█".repeat(30),
                        "  voice   0.250  " + "█".repeat(10)),
                lines(PLAIN, false, song()));
    }

    @Test
    void aTimelineRisesAndFallsWithTheScoresOfItsWindows() {
        assertEquals(
                List.of(
                        "song.wav  2:00  model",
                        "  guitar  0.750  " + "█".repeat(21) + "▅".repeat(21),
                        "  voice   0.250  " + "▅".repeat(21) + "▁".repeat(21),
                        "  █ 1            0:00      0:30       1:00      1:30"),
                lines(PLAIN, true, song()));
    }

    @Test
    void momentsThatNoWindowHearsAreBlank() {
        Taggram taggram = Taggrams.of(4, 1, List.of("a"), new double[][] {{0, 1, 1}, {2, 3, 1}});
        String bars =
                lines(new Terminal(true, true, 61, false), true, taggram).get(1).substring(12);
        assertEquals("█".repeat(12) + " ".repeat(12) + "█".repeat(12), bars.stripTrailing());
    }

    @Test
    void manyWindowsAreAveraged() {
        double[][] windows = new double[1000][];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = new double[] {i, i + 1, i % 2};
        }
        String bars = lines(PLAIN, true, Taggrams.of(1000, 1, List.of("a"), windows))
                .get(1)
                .substring(12);
        assertTrue(bars.chars().allMatch(c -> c == '▇' || c == '█'), bars);
    }

    @Test
    void everyLineFitsTheTerminal() {
        Taggram taggram = Taggrams.of(
                0.01, 1, List.of("a tag with quite a long name, longer than forty"), new double[][] {{0, 0.01, 1}});
        for (int columns : new int[] {40, 80, 200}) {
            for (boolean timeline : new boolean[] {false, true}) {
                for (String line : lines(new Terminal(true, true, columns, false), timeline, taggram)) {
                    assertTrue(line.length() <= Math.max(columns, 62), columns + ": " + line);
                }
            }
        }
    }

    @Test
    void coloursEndWithTheirLine() {
        List<String> lines = lines(new Terminal(true, true, 60, true), true, song());
        assertEquals("\u001b[1msong.wav\u001b[0m  2:00  model", lines.get(0));
        assertTrue(lines.get(1).contains("\u001b[38;2;253;231;37m█"), lines.get(1));
        assertTrue(lines.get(1).endsWith("\u001b[0m"), lines.get(1));
    }
}
