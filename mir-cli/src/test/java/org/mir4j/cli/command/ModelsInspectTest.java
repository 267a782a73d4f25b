// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.Workbench;

/** {@code mir models inspect}. */
class ModelsInspectTest {

    @TempDir
    Path directory;

    private Workbench bench;
    private Path picture;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(directory);
        picture = bench.path("filters.png");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Outcome inspect(String... more) {
        List<String> all = new ArrayList<>(List.of("models", "inspect", "tiny", "-o", picture.toString()));
        all.addAll(List.of(more));
        return Outcome.of(all.toArray(String[]::new));
    }

    @Test
    void filtersAndWhatExcitesOneAreDrawn() throws IOException {
        inspect().ended(ExitCode.DONE);
        BufferedImage image = ImageIO.read(picture.toFile());
        assertEquals(1400, image.getWidth());
        // the only filter passes its middle on: one weight of nine is not 0
        int tile = 14;
        assertEquals(new Color(0xD9480F), new Color(image.getRGB(110 + tile + tile / 2, 124 + tile + tile / 2)));
        assertEquals(Color.WHITE, new Color(image.getRGB(110 + tile / 2, 124 + tile / 2)));
        int plotTop = 124 + 3 * tile + 56;
        boolean excited = false;
        for (int x = 110; x < 1364; x++) {
            for (int y = plotTop; y < image.getHeight() - 60; y++) {
                Color colour = new Color(image.getRGB(x, y));
                excited |= colour.getRed() > colour.getBlue() + 100;
            }
        }
        assertTrue(excited, "something louder excites it");
    }

    @Test
    void layersAreListedWithTheNamesOfTheirWeights() {
        String out = Outcome.of("models", "inspect", "tiny", "--layers")
                .ended(ExitCode.DONE)
                .out();
        assertTrue(out.lines().anyMatch(line -> line.matches("encoder\\.layer1 +1 +3 x 3 +1")), out);
    }

    @Test
    void unknownLayersAndFiltersAreAnsweredWithThoseThatThereAre() {
        String layer = inspect("--layer", "encoder.layer9")
                .ended(ExitCode.NOTHING_DONE)
                .err();
        assertTrue(layer.contains("no layer of filters named 'encoder.layer9'; it has encoder.layer1."), layer);
        String filter = inspect("--filter", "1").ended(ExitCode.NOTHING_DONE).err();
        assertTrue(filter.contains("has 1 filters, numbered from 0 to 0, got 1."), filter);
        assertFalse(Files.exists(picture));
    }

    @Test
    void aPictureThatIsThereIsReplacedOnlyByForce() throws IOException {
        Files.writeString(picture, "precious");
        inspect().ended(ExitCode.NOTHING_DONE);
        assertEquals("precious", Files.readString(picture));
        inspect("--force").ended(ExitCode.DONE);
        assertTrue(Files.size(picture) > 1000);
    }

    @Test
    void itIsSaidWhatIsToBeDone() {
        Outcome.of("models", "inspect", "tiny").ended(ExitCode.USAGE);
        Outcome.of("models", "inspect", "tiny", "--layers", "-o", picture.toString())
                .ended(ExitCode.USAGE);
        Outcome unknown = Outcome.of("models", "inspect", "huge", "--layers").ended(ExitCode.NOTHING_DONE);
        assertTrue(unknown.err().contains("There is no model named 'huge'"), unknown.err());
    }
}
