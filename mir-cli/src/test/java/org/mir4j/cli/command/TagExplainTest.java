// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mir4j.cli.Workbench.names;
import static org.mir4j.cli.Workbench.tag;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.Workbench;

/** {@code mir tag --explain}. */
class TagExplainTest {

    private static final int LEFT = 110;
    private static final int RIGHT = LEFT + 1080;
    private static final int TOP = 124;
    private static final int BOTTOM = TOP + 480;

    @TempDir
    Path directory;

    private Workbench bench;
    private Path results;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(directory);
        results = Files.createDirectory(bench.path("results"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** How many pixels of the spectrogram are orange, from one column to another. */
    private static long orange(BufferedImage image, int from, int to) {
        long count = 0;
        for (int x = from; x < to; x++) {
            for (int y = TOP; y < BOTTOM; y++) {
                Color colour = new Color(image.getRGB(x, y));
                count += colour.getRed() > colour.getBlue() + 60 ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void whatSpeaksForATagIsOrangeWhereAndWhenItIsHeard() throws IOException {
        String song = bench.tone("song.wav", 4.5).toString(); // soft, then loud
        Path picture = results.resolve("loud.png");
        Outcome outcome =
                tag(song, "--explain", "loud", "--picture", picture.toString()).ended(ExitCode.DONE);
        assertTrue(outcome.out().contains("loud"), outcome.out());
        BufferedImage image = ImageIO.read(picture.toFile());
        assertEquals(1400, image.getWidth());
        assertEquals(918, image.getHeight());
        int middle = (LEFT + RIGHT) / 2;
        assertEquals(0, orange(image, LEFT, middle - 30));
        assertTrue(orange(image, middle, RIGHT) > 1000);
        assertEquals(List.of("loud.png"), names(results));
    }

    @Test
    void aTagThatNothingSpeaksForIsDrawnToo() throws IOException {
        String song = bench.tone("song.wav", 0.5).toString();
        Path picture = results.resolve("one.png");
        tag(song, "--explain", "tag-1", "--picture", picture.toString()).ended(ExitCode.DONE);
        BufferedImage image = ImageIO.read(picture.toFile());
        assertEquals(0, orange(image, LEFT, RIGHT));
    }

    @Test
    void theScoreOfTheTagIsShownWhateverItIs() throws IOException {
        String song = bench.tone("song.wav", 1).toString();
        String picture = results.resolve("x.png").toString();
        Outcome all = tag(song, "--all").ended(ExitCode.DONE);
        String[] lines = all.out().split("\n");
        String lowest = lines[lines.length - 1].strip().split(" ")[0];
        Outcome outcome = tag(song, "--top", "1", "--explain", lowest, "--picture", picture)
                .ended(ExitCode.DONE);
        assertEquals(3, outcome.out().lines().count(), outcome.out());
        assertTrue(outcome.out().contains("\n  " + lowest), outcome.out());
    }

    @Test
    void aModelInADirectoryIsExplainedToo() throws IOException {
        String song = bench.tone("song.wav", 1).toString();
        String model = bench.home().resolve("models").resolve(Workbench.MODEL).toString();
        Path picture = results.resolve("loud.png");
        Outcome.of("tag", song, "-m", model, "--explain", "loud", "--picture", picture.toString())
                .ended(ExitCode.DONE);
        assertTrue(Files.size(picture) > 0);
    }

    @Test
    void anUnknownTagIsAnsweredWithNearOnes() throws IOException {
        String song = bench.tone("song.wav", 1).toString();
        String picture = results.resolve("x.png").toString();
        Outcome outcome = tag(song, "--explain", "Loud!!", "--picture", picture).ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains("does not know the tag 'Loud!!' (near: loud)"), outcome.err());
        assertEquals("", outcome.out());
        assertEquals(List.of(), names(results));
    }

    @Test
    void oneFileOneTagAndOnePictureAreNamed() throws IOException {
        String song = bench.tone("song.wav", 1).toString();
        String other = bench.tone("other.wav", 1).toString();
        String picture = results.resolve("x.png").toString();
        Outcome two =
                tag(song, other, "--explain", "loud", "--picture", picture).ended(ExitCode.USAGE);
        assertTrue(two.err().contains("--explain explains one file, and 2 are named."), two.err());
        Outcome nowhere = tag(song, "--explain", "loud").ended(ExitCode.USAGE);
        assertTrue(nowhere.err().contains("--picture"), nowhere.err());
        Outcome nothing = tag(song, "--picture", picture).ended(ExitCode.USAGE);
        assertTrue(nothing.err().contains("--explain"), nothing.err());
        Outcome same = tag(song, "--explain", "loud", "--picture", picture, "--plot", picture)
                .ended(ExitCode.USAGE);
        assertTrue(same.err().contains("name the same file."), same.err());
        assertEquals(List.of(), names(results));
    }

    @Test
    void aPictureThatCannotBeWrittenIsToldBeforeAnyWork() throws IOException {
        String song = bench.tone("song.wav", 1).toString();
        for (Path picture : List.of(results.resolve("no/x.png"), results)) {
            Outcome outcome = tag(song, "--explain", "loud", "--picture", picture.toString())
                    .ended(ExitCode.NOTHING_DONE);
            assertTrue(outcome.err().contains(picture.toString()), outcome.err());
            assertEquals("", outcome.out());
        }
        Path there = Files.writeString(results.resolve("there.png"), "precious");
        tag(song, "--explain", "loud", "--picture", there.toString()).ended(ExitCode.NOTHING_DONE);
        assertEquals("precious", Files.readString(there));
    }

    @Test
    void aFileThatCannotBeReadLeavesNoPicture() throws IOException {
        String broken = bench.text("broken.wav", "no audio").toString();
        String picture = results.resolve("x.png").toString();
        tag(broken, "--explain", "loud", "--picture", picture).ended(ExitCode.NOTHING_DONE);
        assertFalse(Files.exists(Path.of(picture)));
        assertEquals(List.of(), names(results));
    }
}
