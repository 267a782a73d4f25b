// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.report.FeatureWriter.Heading;

class FeatureCurvePlotTest {

    private static final int BOTTOM = FeatureCurvePlot.TOP + FeatureCurvePlot.PLOT_HEIGHT;

    @TempDir
    Path directory;

    private BufferedImage draw(FeatureCurvePlot.Style style, float... values) throws IOException {
        Path file = directory.resolve("x.png");
        Heading heading = new Heading("a feature", List.of("hertz"), 0, 0.1);
        try (FeatureCurvePlot plot = new FeatureCurvePlot(file, heading, style)) {
            for (float value : values) {
                plot.write(new float[][] {{value}});
            }
        }
        return ImageIO.read(file.toFile());
    }

    private static boolean isInk(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) == Sheet.CURVE.getRGB();
    }

    /** The rows that have ink between two columns, of the whole picture. */
    private static int[] rows(BufferedImage image, int from, int to) {
        return IntStream.range(0, image.getHeight())
                .filter(y -> IntStream.range(from, to).anyMatch(x -> isInk(image, x, y)))
                .toArray();
    }

    @Test
    void noPitchIsCutByTheEdgesAndOctavesAreEvenlySpaced() throws IOException {
        BufferedImage image = draw(FeatureCurvePlot.Style.FREQUENCIES, 100, 200, Float.NaN, 400);
        int quarter = FeatureCurvePlot.PLOT_WIDTH / 4;
        int[][] dots = {
            rows(image, FeatureCurvePlot.LEFT - 10, FeatureCurvePlot.LEFT + quarter),
            rows(image, FeatureCurvePlot.LEFT + quarter, FeatureCurvePlot.LEFT + 2 * quarter),
            rows(image, FeatureCurvePlot.LEFT + 3 * quarter, image.getWidth())
        };
        assertEquals(0, rows(image, FeatureCurvePlot.LEFT + 2 * quarter, FeatureCurvePlot.LEFT + 3 * quarter).length);
        for (int[] dot : dots) {
            assertTrue(dot.length >= 4, "a dot is " + dot.length + " pixels high");
            assertTrue(dot[0] >= FeatureCurvePlot.TOP && dot[dot.length - 1] < BOTTOM);
        }
        assertEquals(dots[0][0] - dots[1][0], dots[1][0] - dots[2][0], 1);
    }

    @Test
    void aCurveReachesFromTheRoundValueBelowToTheOneAbove() throws IOException {
        BufferedImage image = draw(FeatureCurvePlot.Style.LINE, -60, -60, -20, -20);
        int[] left = rows(image, FeatureCurvePlot.LEFT + 5, FeatureCurvePlot.LEFT + 50);
        int[] right = rows(
                image,
                FeatureCurvePlot.LEFT + FeatureCurvePlot.PLOT_WIDTH - 50,
                FeatureCurvePlot.LEFT + FeatureCurvePlot.PLOT_WIDTH - 5);
        assertEquals(BOTTOM, left[left.length - 1], 2);
        assertEquals(FeatureCurvePlot.TOP, right[0], 2);
    }

    @Test
    void eachOnsetIsAStroke() throws IOException {
        BufferedImage image = draw(FeatureCurvePlot.Style.STROKES, 0, 1, 0, 0, 1, 0);
        int y = FeatureCurvePlot.TOP + 100;
        long strokes = IntStream.range(1, image.getWidth())
                .filter(x -> isInk(image, x, y) && !isInk(image, x - 1, y))
                .count();
        assertEquals(2, strokes);
    }

    @Test
    void whatHasNoNumberIsAnEmptyPlot() throws IOException {
        for (FeatureCurvePlot.Style style : FeatureCurvePlot.Style.values()) {
            BufferedImage image =
                    style == FeatureCurvePlot.Style.STROKES ? draw(style, 0, 0) : draw(style, Float.NaN, Float.NaN);
            assertEquals(0, rows(image, 0, image.getWidth()).length, style.name());
            assertEquals(Color.WHITE.getRGB(), image.getRGB(700, FeatureCurvePlot.TOP + 1));
        }
    }
}
