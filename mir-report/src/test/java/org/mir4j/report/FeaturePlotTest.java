// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.report.FeatureWriter.Heading;

class FeaturePlotTest {

    private static final int LEFT = 110;
    private static final int WIDTH = 1240;
    private static final int TOP = 90;
    private static final int BOTTOM = 570;
    private static final int WHITE = 0xFFFFFF;

    @TempDir
    Path directory;

    private BufferedImage draw(double firstTime, float[][] frames) throws IOException {
        Path file = directory.resolve("x.png");
        Heading heading = new Heading("a feature", List.of("low", "high"), firstTime, 0.1);
        try (FeaturePlot plot = new FeaturePlot(file, heading, FeaturePlot.ValueScale.ALL, Optional.empty())) {
            plot.write(frames);
        }
        return ImageIO.read(file.toFile());
    }

    private static List<Integer> ticks(BufferedImage image) {
        return IntStream.range(0, image.getWidth())
                .filter(x -> (image.getRGB(x, BOTTOM + 2) & WHITE) != WHITE)
                .boxed()
                .toList();
    }

    @Test
    void theTimesBelowAreThoseOfTheColumnsAbove() throws IOException {
        float[][] twoSeconds = new float[20][2];
        List<Integer> fromZero = IntStream.rangeClosed(0, 10)
                .mapToObj(k -> LEFT + (int) Math.round(k / 10.0 * (WIDTH - 1)))
                .toList();
        assertEquals(fromZero, ticks(draw(0, twoSeconds)));
        // 10.6, 10.8, ... 12.4 s on an axis from 10.5 to 12.5 s
        List<Integer> fromLater = IntStream.range(0, 10)
                .mapToObj(k -> LEFT + (int) Math.round((0.05 + k / 10.0) * (WIDTH - 1)))
                .toList();
        assertEquals(fromLater, ticks(draw(10.5, twoSeconds)));
    }

    @Test
    void timeGoesToTheRightValuesGoUpAndWhatIsUnknownIsGrey() throws IOException {
        BufferedImage image = draw(0, new float[][] {{0, 1}, {1, Float.NaN}});
        int dark = HeatColours.of(0);
        int bright = HeatColours.of(1);
        assertNotEquals(dark, bright);
        assertEquals(dark, image.getRGB(LEFT, BOTTOM - 1) & WHITE);
        assertEquals(bright, image.getRGB(LEFT, TOP) & WHITE);
        assertEquals(bright, image.getRGB(LEFT + WIDTH - 1, BOTTOM - 1) & WHITE);
        assertEquals(0xE9E9EC, image.getRGB(LEFT + WIDTH - 1, TOP) & WHITE);
    }
}
