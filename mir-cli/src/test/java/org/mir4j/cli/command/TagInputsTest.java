// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mir4j.cli.Workbench.tag;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.Workbench;
import org.mir4j.cli.terminal.Terminal;

/** What becomes of inputs that cannot be tagged, and of the others beside them. */
class TagInputsTest {

    @TempDir
    static Path directory;

    private static Workbench bench;

    @BeforeAll
    static void open() throws IOException {
        bench = new Workbench(directory);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    private static void requireNamed(Outcome outcome, Path file) {
        assertTrue(
                outcome.err().lines().anyMatch(line -> line.startsWith("mir: ") && line.contains(file.toString())),
                outcome.err());
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = bench.path("missing.wav");
        Outcome outcome = tag(missing).ended(ExitCode.NOTHING_DONE);
        assertEquals("mir: " + missing + " does not exist." + System.lineSeparator(), outcome.err());
        assertEquals("", outcome.out());
    }

    @Test
    void aDirectoryWithoutAudioIsNamed() throws IOException {
        Path empty = bench.text("papers/notes.txt", "no music").getParent();
        assertTrue(tag(empty).ended(ExitCode.NOTHING_DONE).err().contains(empty + " holds no audio files."));
    }

    @Test
    void aPatternWithoutMatchesIsNamed() {
        String pattern = bench.path("*.flac").toString();
        assertTrue(tag(pattern).ended(ExitCode.NOTHING_DONE).err().contains("No file matches " + pattern + "."));
    }

    @Test
    void filesThatAreNoAudioAreNamed() throws IOException {
        Path text = bench.text("broken/text.mp3", "these are words");
        Path nothing = bench.text("broken/nothing.mp3", "");
        Outcome outcome = tag(text, nothing).ended(ExitCode.NOTHING_DONE);
        requireNamed(outcome, text);
        requireNamed(outcome, nothing);
        assertEquals("", outcome.out());
    }

    @Test
    void goodFilesAreDoneBesideBadOnes() throws IOException {
        Path first = bench.tone("mixed/1.wav", 1);
        Path broken = bench.text("mixed/2.wav", "RIFF");
        Path last = bench.tone("mixed/3.wav", 1);
        Path missing = bench.path("mixed/4.wav");
        Outcome outcome =
                tag(first.getParent(), missing, "--format", "csv", "--top", "1").ended(ExitCode.SOME_FAILED);
        requireNamed(outcome, broken);
        requireNamed(outcome, missing);
        assertTrue(outcome.out().contains(first.toString()) && outcome.out().contains(last.toString()), outcome.out());
        assertFalse(outcome.out().contains(broken.toString()), outcome.out());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void pipesAreTaggedAndNamedAsTheyWereTyped() throws Exception {
        Path good = pipe("good", Files.readAllBytes(bench.tone("pipes/a.wav", 1)));
        Path bad = pipe("bad", "these are words".getBytes(StandardCharsets.UTF_8));
        Outcome outcome = tag(good, bad, "--format", "jsonl").ended(ExitCode.SOME_FAILED);
        assertTrue(outcome.out().startsWith("{\"file\":\"" + good + "\""), outcome.out());
        requireNamed(outcome, bad);
        assertFalse((outcome.out() + outcome.err()).contains("mir-process"), outcome.err());
    }

    /** A pipe into which something is written as soon as it is read. */
    private static Path pipe(String name, byte[] bytes) throws Exception {
        Path pipe = bench.path("pipes/" + name);
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Thread writer = new Thread(() -> {
            try {
                Files.write(pipe, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.setDaemon(true);
        writer.start();
        return pipe;
    }

    @Test
    void anUnknownModelIsAnsweredWithTheKnownOnes() throws IOException {
        String song = bench.tone("song.wav", 1).toString();
        Outcome outcome = Outcome.of("tag", song, "-m", "huge").ended(ExitCode.NOTHING_DONE);
        for (String name : new String[] {"'huge'", "msd-fcn", "audioset-mn04", "tiny"}) {
            assertTrue(outcome.err().contains(name), outcome.err());
        }
    }

    @Test
    void anErrorShowsItsOriginOnRequestOnly() {
        Outcome outcome = Outcome.of("tag", bench.path("missing.wav").toString(), "--verbose");
        assertEquals(ExitCode.NOTHING_DONE, outcome.code());
        assertTrue(outcome.err().contains("    at org.mir4j.cli.input.AudioInputs"), outcome.err());
    }

    @Test
    void aTerminalShowsColoursAndTakesItsProgressBarAway() throws IOException {
        Path song = bench.tone("songs/a.wav", 3);
        bench.tone("songs/b.wav", 3);
        Outcome outcome = tag(new Terminal(true, true, 60, true), song.getParent(), "--timeline")
                .ended(ExitCode.DONE);
        assertTrue(outcome.out().contains("\u001b[38;2;"), outcome.out());
        assertTrue(outcome.err().contains("1/2 files"), outcome.err());
        assertTrue(outcome.err().endsWith("\r\u001b[K"), outcome.err());
    }

    @Test
    void progressIsShownWithinALongFileToo() throws IOException {
        Path song = bench.tone("long.wav", 300);
        Outcome outcome = tag(new Terminal(true, true, 100, true), song).ended(ExitCode.DONE);
        String first = outcome.err().split("\\r")[1];
        assertTrue(first.contains("0/1 file") && first.contains(" left"), first);
    }

    @Test
    void aFileNameCannotSteerTheTerminal() throws IOException {
        Path song = bench.tone("red\u001b[31m.wav", 1);
        assertTrue(Files.exists(song));
        assertTrue(tag(song).ended(ExitCode.DONE).out().contains("red?[31m.wav"));
    }
}
