// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.mir4j.cli.Workbench.names;
import static org.mir4j.cli.Workbench.tag;

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

/** Files that {@code mir tag} writes: whole or not at all, and never over another without leave. */
class TagOutputsTest {

    @TempDir
    Path directory;

    private Workbench bench;
    private String song;
    private Path results;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(directory);
        song = bench.tone("song.wav", 2).toString();
        results = Files.createDirectory(bench.path("results"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatGoesToAFileIsWhatWouldGoToStandardOutput() throws IOException {
        Path file = results.resolve("tags.json");
        Outcome outcome = tag(song, "--format", "json", "-o", file.toString()).ended(ExitCode.DONE);
        assertEquals("", outcome.out());
        assertEquals(tag(song, "--format", "json").out(), Files.readString(file));
        assertEquals(List.of("tags.json"), names(results));
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyByForce() throws IOException {
        Path file = Files.writeString(results.resolve("tags.csv"), "precious");
        Outcome refused = tag(song, "-o", file.toString()).ended(ExitCode.NOTHING_DONE);
        assertEquals(
                "mir: " + file + " exists already; use --force to replace it." + System.lineSeparator(), refused.err());
        assertEquals("precious", Files.readString(file));
        tag(song, "-o", file.toString(), "--format", "csv", "--force").ended(ExitCode.DONE);
        assertTrue(Files.readString(file).startsWith("file,model"));
        assertEquals(List.of("tags.csv"), names(results));
    }

    @Test
    void aMissingDirectoryIsNamedBeforeAnyWork() throws IOException {
        Path file = results.resolve("deeper/tags.csv");
        Outcome outcome = tag(song, "-o", file.toString()).ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains(file + " cannot be written: there is no directory "), outcome.err());
        assertEquals(List.of(), names(results));
    }

    @Test
    void nothingIsLeftWhereNothingCouldBeDone() throws IOException {
        String broken = bench.text("broken.wav", "no audio").toString();
        String text = results.resolve("tags.json").toString();
        String picture = results.resolve("tags.png").toString();
        tag(broken, "-o", text, "--plot", picture).ended(ExitCode.NOTHING_DONE);
        assertEquals(List.of(), names(results));
    }

    @Test
    void theTextIsNotWrittenWhereThePictureCannotBe() throws IOException {
        String text = results.resolve("tags.json").toString();
        for (String picture : List.of(results.resolve("no/tags.png").toString(), results.toString(), "")) {
            tag(song, "-o", text, "--plot", picture).ended(ExitCode.NOTHING_DONE);
            assertEquals(List.of(), names(results));
        }
    }

    @Test
    void textAndPictureAreNotWrittenToOneFileThroughALink() throws IOException {
        Path file = Files.writeString(results.resolve("a"), "as it was");
        Path link;
        try {
            link = Files.createSymbolicLink(results.resolve("b"), file);
        } catch (IOException | UnsupportedOperationException e) {
            abort("skipped: no symbolic links here");
            return;
        }
        tag(song, "-o", file.toString(), "--plot", link.toString(), "--force").ended(ExitCode.USAGE);
        assertEquals("as it was", Files.readString(file));
    }

    @Test
    void aPictureOfNoTagsSaysSo() throws IOException {
        Path picture = results.resolve("tags.png");
        Outcome outcome =
                tag(song, "--threshold", "1", "--plot", picture.toString()).ended(ExitCode.DONE);
        assertTrue(outcome.out().contains("no tag reaches the threshold"), outcome.out());
        assertEquals(1400, ImageIO.read(picture.toFile()).getWidth());
    }

    @Test
    void aPictureIsDrawnBesideTheText() throws IOException {
        Path picture = results.resolve("tags.png");
        assertFalse(tag(song, "--plot", picture.toString())
                .ended(ExitCode.DONE)
                .out()
                .isEmpty());
        assertEquals(1400, ImageIO.read(picture.toFile()).getWidth());
        assertEquals(List.of("tags.png"), names(results));
    }
}
