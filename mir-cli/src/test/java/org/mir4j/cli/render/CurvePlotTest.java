package org.mir4j.cli.render;

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

class CurvePlotTest {

    private static final int BOTTOM = CurvePlot.TOP + CurvePlot.PLOT_HEIGHT;

    @TempDir
    Path directory;

    private BufferedImage draw(CurvePlot.Style style, float... values) throws IOException {
        Path file = directory.resolve("x.png");
        FeatureHeading heading = new FeatureHeading("a feature", List.of("hertz"), 0, 0.1);
        try (CurvePlot plot = new CurvePlot(file, heading, style)) {
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
        BufferedImage image = draw(CurvePlot.Style.FREQUENCIES, 100, 200, Float.NaN, 400);
        int quarter = CurvePlot.PLOT_WIDTH / 4;
        int[][] dots = {
            rows(image, CurvePlot.LEFT - 10, CurvePlot.LEFT + quarter),
            rows(image, CurvePlot.LEFT + quarter, CurvePlot.LEFT + 2 * quarter),
            rows(image, CurvePlot.LEFT + 3 * quarter, image.getWidth())
        };
        assertEquals(0, rows(image, CurvePlot.LEFT + 2 * quarter, CurvePlot.LEFT + 3 * quarter).length);
        for (int[] dot : dots) {
            assertTrue(dot.length >= 4, "a dot is " + dot.length + " pixels high");
            assertTrue(dot[0] >= CurvePlot.TOP && dot[dot.length - 1] < BOTTOM);
        }
        assertEquals(dots[0][0] - dots[1][0], dots[1][0] - dots[2][0], 1);
    }

    @Test
    void aCurveReachesFromTheRoundValueBelowToTheOneAbove() throws IOException {
        BufferedImage image = draw(CurvePlot.Style.LINE, -60, -60, -20, -20);
        int[] left = rows(image, CurvePlot.LEFT + 5, CurvePlot.LEFT + 50);
        int[] right =
                rows(image, CurvePlot.LEFT + CurvePlot.PLOT_WIDTH - 50, CurvePlot.LEFT + CurvePlot.PLOT_WIDTH - 5);
        assertEquals(BOTTOM, left[left.length - 1], 2);
        assertEquals(CurvePlot.TOP, right[0], 2);
    }

    @Test
    void eachOnsetIsAStroke() throws IOException {
        BufferedImage image = draw(CurvePlot.Style.STROKES, 0, 1, 0, 0, 1, 0);
        int y = CurvePlot.TOP + 100;
        long strokes = IntStream.range(1, image.getWidth())
                .filter(x -> isInk(image, x, y) && !isInk(image, x - 1, y))
                .count();
        assertEquals(2, strokes);
    }

    @Test
    void whatHasNoNumberIsAnEmptyPlot() throws IOException {
        for (CurvePlot.Style style : CurvePlot.Style.values()) {
            BufferedImage image =
                    style == CurvePlot.Style.STROKES ? draw(style, 0, 0) : draw(style, Float.NaN, Float.NaN);
            assertEquals(0, rows(image, 0, image.getWidth()).length, style.name());
            assertEquals(Color.WHITE.getRGB(), image.getRGB(700, CurvePlot.TOP + 1));
        }
    }
}
