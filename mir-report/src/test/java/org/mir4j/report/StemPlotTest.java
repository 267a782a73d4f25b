// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.spectral.MelSettings;

class StemPlotTest {

    private static final int BANDS = 48;
    private static final int LEFT = 110;
    private static final int RIGHT = 1363;
    private static final int FIRST = 124;
    private static final int STEP = 228;
    private static final int PANEL = 192;
    private static final int RGB = 0xFFFFFF;

    @TempDir
    Path directory;

    private static StemPlot plot() {
        MelSettings mel = new MelSettings(
                BANDS, 0, 8000, MelSettings.Scale.SLANEY, MelSettings.Norm.SLANEY, MelSettings.Triangles.HERTZ);
        return new StemPlot(Path.of("music/song.mp3"), "toy", mel);
    }

    private BufferedImage drawn(StemPlot plot) throws IOException {
        Path file = directory.resolve("stems.png");
        plot.write(0, 2, file);
        return ImageIO.read(file.toFile());
    }

    /** Frames of one level, but another in the highest band. */
    private static float[][] frames(int count, float level, float top) {
        float[][] frames = new float[count][BANDS];
        for (float[] frame : frames) {
            Arrays.fill(frame, level);
            frame[BANDS - 1] = top;
        }
        return frames;
    }

    private static int colour(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & RGB;
    }

    @Test
    void panelsShareTheirColoursFromTheHighestLevelOfAllDownTo80Decibels() throws IOException {
        StemPlot plot = plot();
        plot.add("mixture", frames(30, -40, -20));
        plot.add("vocals", frames(30, -60, -100));
        plot.add("rest", frames(30, -120, -40));
        BufferedImage image = drawn(plot);
        assertEquals(1400, image.getWidth());
        assertEquals(FIRST + 2 * STEP + PANEL + 58, image.getHeight());
        double[][] levels = {{-40, -20}, {-60, -100}, {-100, -40}}; // bottom and top; below the range is its end
        for (int panel = 0; panel < levels.length; panel++) {
            int top = FIRST + panel * STEP;
            for (int x : new int[] {LEFT, 700, RIGHT}) {
                assertEquals(HeatColours.of((levels[panel][0] + 100) / 80), colour(image, x, top + PANEL - 1));
                assertEquals(HeatColours.of((levels[panel][1] + 100) / 80), colour(image, x, top));
            }
        }
    }

    @Test
    void timeGoesFromLeftToRightHoweverManyFramesThereAre() throws IOException {
        for (int count : new int[] {2, 5000, 40_000}) {
            StemPlot plot = plot();
            for (int half = 0; half < 2; half++) {
                for (int i = 0; i < count / 2; i++) {
                    plot.add("mixture", frames(1, half == 0 ? 0 : -40, -80));
                }
            }
            BufferedImage image = drawn(plot);
            assertEquals(HeatColours.of(1), colour(image, LEFT, FIRST + PANEL - 1));
            assertEquals(HeatColours.of(1), colour(image, 700, FIRST + PANEL - 1));
            assertEquals(HeatColours.of(0.5), colour(image, 775, FIRST + PANEL - 1));
            assertEquals(HeatColours.of(0.5), colour(image, RIGHT, FIRST + PANEL - 1));
        }
    }

    @Test
    void silenceIsDark() throws IOException {
        StemPlot plot = plot();
        plot.add("mixture", frames(10, -100, -100));
        assertEquals(HeatColours.of(0), colour(drawn(plot), 700, FIRST));
    }
}
