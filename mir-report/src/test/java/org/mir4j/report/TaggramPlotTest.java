// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.core.error.MirException;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.report.TaggramPlot.Layout;
import org.mir4j.report.TaggramPlot.Painter;

class TaggramPlotTest {

    private static final int LOWEST = 0x440154;
    private static final int HIGHEST = 0xFDE725;

    private static TaggedFile report(String file, int most, Taggram taggram) {
        TagSelection selection = new TagSelection(most, 0);
        return new TaggedFile(Path.of(file), "model", taggram, selection.from(taggram.scores()));
    }

    /** The colour in the middle of a row at a moment. */
    private static int colour(BufferedImage image, TaggedFile report, int row, double seconds) {
        Layout layout = Painter.layout(report.tags());
        double part = seconds / report.taggram().duration();
        int x = layout.left() + (int) (part * layout.timeWidth());
        return image.getRGB(x, layout.rowTop(row) + layout.cellHeight() / 2) & 0xFFFFFF;
    }

    @Test
    void colourIsTheScoreFromTheStartOfAWindowToItsEnd() {
        TaggedFile report = report("song.wav", 2, Taggrams.of(30, 10, List.of("a", "b"), new double[][] {
            {0, 10, 1, 0}, {10, 20, 0, 0.5}, {20, 30, 1, 0}
        }));
        BufferedImage image = TaggramPlot.draw(report);
        assertEquals(1400, image.getWidth());
        for (double moment : new double[] {0, 5, 9.9, 20.1, 29.9}) {
            assertEquals(HIGHEST, colour(image, report, 0, moment));
            assertEquals(LOWEST, colour(image, report, 1, moment));
        }
        assertEquals(LOWEST, colour(image, report, 0, 10.1));
        assertEquals(HeatColours.of(0.5), colour(image, report, 1, 15));
    }

    @Test
    void momentsThatNoWindowHearsAreGreyAndThoseThatTwoHearAreTheirMean() {
        TaggedFile report =
                report("song.wav", 1, Taggrams.of(40, 20, List.of("a"), new double[][] {{0, 20, 1}, {10, 30, 0}}));
        BufferedImage image = TaggramPlot.draw(report);
        assertEquals(HIGHEST, colour(image, report, 0, 5));
        assertEquals(HeatColours.of(0.5), colour(image, report, 0, 15));
        assertEquals(LOWEST, colour(image, report, 0, 25));
        assertEquals(HeatColours.UNKNOWN, colour(image, report, 0, 35));
    }

    @Test
    void lowScoresCanBeToldApart() {
        TaggedFile report =
                report("song.wav", 1, Taggrams.of(2, 1, List.of("a"), new double[][] {{0, 1, 0.0002}, {1, 2, 0.0001}}));
        BufferedImage image = TaggramPlot.draw(report);
        assertEquals(HIGHEST, colour(image, report, 0, 0.5));
        assertEquals(HeatColours.of(0.5), colour(image, report, 0, 1.5));
    }

    @ParameterizedTest
    @CsvSource({"1,1,0.0001", "1,1,29", "2,2000,6000", "10,7,61", "50,45,133", "527,7,61", "527,2000,100000"})
    void anyNumberOfTagsAndWindowsIsDrawn(int tags, int windows, double duration) {
        List<String> names = IntStream.range(0, tags)
                .mapToObj(k -> k == 0
                        ? "a tag with a name that is much longer than any picture is wide ".repeat(5)
                        : "tag" + k)
                .toList();
        double length = duration / windows;
        double[][] rows = IntStream.range(0, windows)
                .mapToObj(i -> {
                    double[] row = new double[2 + tags];
                    Arrays.setAll(row, k -> k > 1 ? (k * 31 + i * 17) % 100 / 100.0 : (i + k) * length);
                    return row;
                })
                .toArray(double[][]::new);
        TaggedFile report = report(
                "a very long name of a song, ".repeat(10) + ".wav",
                Integer.MAX_VALUE,
                Taggrams.of(duration, length, names, rows));
        BufferedImage image = TaggramPlot.draw(report);
        assertEquals(1400, image.getWidth());
        assertTrue(image.getHeight() > 150 && image.getHeight() < 1300, "height " + image.getHeight());
        assertEquals(0xFFFFFF, image.getRGB(2, image.getHeight() / 2) & 0xFFFFFF, "names keep to their margin");
    }

    @Test
    void scoresThatAreAllZeroAreDrawnToo() {
        TaggedFile report = report("song.wav", 1, Taggrams.of(1, 1, List.of("a"), new double[][] {{0, 1, 0}}));
        assertEquals(LOWEST, colour(TaggramPlot.draw(report), report, 0, 0.5));
    }

    @Test
    void aPictureIsWrittenAsPng(@TempDir Path directory) throws IOException {
        TaggedFile report = report("song.wav", 1, Taggrams.of(1, 1, List.of("a"), new double[][] {{0, 1, 0.3}}));
        Path file = directory.resolve("picture");
        TaggramPlot.write(report, file);
        BufferedImage written = ImageIO.read(file.toFile());
        assertEquals(HIGHEST, colour(written, report, 0, 0.5));
        MirException refused =
                assertThrows(MirException.class, () -> TaggramPlot.write(report, directory.resolve("no/picture.png")));
        assertTrue(refused.getMessage().contains("picture.png"), refused.getMessage());
    }

    @Test
    void withoutTagsThePictureSaysSo() {
        TaggedFile report = report("song.wav", 0, Taggrams.of(1, 1, List.of("a"), new double[][] {{0, 1, 0.3}}));
        BufferedImage image = TaggramPlot.draw(report);
        Layout layout = Painter.layout(List.of());
        boolean written = IntStream.range(0, 100)
                .anyMatch(x -> (image.getRGB(layout.left() + x, layout.rowTop(0) + 14) & 0xFFFFFF) != 0xFFFFFF);
        assertTrue(written, "nothing stands where the rows would be");
    }
}
