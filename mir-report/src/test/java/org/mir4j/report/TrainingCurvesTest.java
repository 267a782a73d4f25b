// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingCurvesTest {

    private static final int RIGHT = TrainingCurves.LEFT + TrainingCurves.PLOT_WIDTH;

    @TempDir
    Path directory;

    private BufferedImage draw(String... epochs) throws IOException {
        Path metrics = directory.resolve("metrics.csv");
        Files.writeString(
                metrics,
                "epoch,step,rate,loss,validation_loss,roc_auc,examples_per_second,seconds\n" + String.join("\n", epochs)
                        + "\n");
        Path picture = directory.resolve("curves.png");
        TrainingCurves.draw("a-run", metrics, picture);
        return ImageIO.read(picture.toFile());
    }

    /** The columns that have ink of the first curve in the upper panel. */
    private static int[] columns(BufferedImage image) {
        return IntStream.range(0, image.getWidth())
                .filter(x -> IntStream.rangeClosed(
                                TrainingCurves.FIRST_TOP - 6,
                                TrainingCurves.FIRST_TOP + TrainingCurves.PANEL_HEIGHT + 6)
                        .anyMatch(y -> image.getRGB(x, y) == Sheet.CURVE.getRGB()))
                .toArray();
    }

    @Test
    void curvesBeginAtTheFirstEpochAndEndAtTheLast() throws IOException {
        int[] columns =
                columns(draw("1,10,0.001,0.9,1.0,0.5,9,9", "2,20,0.001,0.5,0.8,,9,9", "3,30,0.001,0.3,0.7,0.9,9,9"));
        assertEquals(TrainingCurves.LEFT, columns[0], 4);
        assertEquals(RIGHT, columns[columns.length - 1], 4);
    }

    @Test
    void aSingleEpochIsADot() throws IOException {
        int[] columns = columns(draw("1,10,0.001,0.9,1.0,,9,9"));
        assertTrue(columns.length > 3 && columns.length < 12, columns.length + " columns");
        assertEquals((TrainingCurves.LEFT + RIGHT) / 2, columns[0], 6);
    }
}
