// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mir4j.cli.SeparationBench.sound;
import static org.mir4j.cli.SeparationBench.tones;
import static org.mir4j.cli.Workbench.names;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.SeparationBench;
import org.mir4j.cli.Workbench;
import org.mir4j.cli.terminal.Terminal;

/** What becomes of songs that cannot be taken apart, and of the others beside them; what is there stays. */
class SeparateInputsTest {

    @TempDir
    Path directory;

    private SeparationBench bench;
    private Path out;

    @BeforeEach
    void open() throws IOException {
        bench = new SeparationBench(directory);
        out = bench.path("out");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Path song(String name) throws IOException {
        return bench.song(name, tones(1, 4000, 0.5, 0.25));
    }

    /** All files below the output but the journal, sorted. */
    private List<String> written() throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(SeparationJournal.NAME))
                    .map(file -> out.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /** The folders of songs, beside the journal. */
    private static List<String> folders(Path output) throws IOException {
        return names(output).stream()
                .filter(name -> !name.equals(SeparationJournal.NAME))
                .toList();
    }

    @Test
    void aBrokenSongIsNamedAndTheOthersAreDone() throws IOException {
        song("songs/a.wav");
        Path broken = bench.workbench().text("songs/b.mp3", "these are words");
        song("songs/c.wav");
        Path missing = bench.path("gone.wav");
        Outcome outcome = bench.separate(bench.path("songs"), missing, "-o", out, "--stems", "vocals")
                .ended(ExitCode.SOME_FAILED);
        assertTrue(outcome.err().contains("mir: " + broken), outcome.err());
        assertTrue(outcome.err().contains("mir: " + missing + " does not exist."), outcome.err());
        assertEquals(List.of("a/vocals.wav", "c/vocals.wav"), written());
        assertEquals(List.of("a", "c"), folders(out));
    }

    @Test
    void nothingIsLeftWhereNothingCouldBeDone() throws IOException {
        Path broken = bench.workbench().text("b.mp3", "these are words");
        Path damaged = song("c.wav");
        byte[] bytes = Files.readAllBytes(damaged);
        Files.write(damaged, Arrays.copyOf(bytes, bytes.length / 2));
        bench.separate(broken, damaged, "-o", out.resolve("deeper")).ended(ExitCode.NOTHING_DONE);
        assertFalse(Files.exists(out));
    }

    @Test
    void whatLiesBelowADirectoryLiesSoInTheOutput() throws IOException {
        song("music/one/intro.wav");
        song("music/two/intro.wav");
        song("music/two/last.song.wav");
        Path named = song("other/intro.wav");
        bench.separate(bench.path("music"), named, "-o", out, "--stems", "vocals")
                .ended(ExitCode.DONE);
        List<String> expected =
                List.of("intro/vocals.wav", "one/intro/vocals.wav", "two/intro/vocals.wav", "two/last.song/vocals.wav");
        assertEquals(expected, written());
        Path again = bench.path("again");
        bench.separate(bench.path("music") + "/**.wav", "-o", again, "--stems", "vocals")
                .ended(ExitCode.DONE);
        assertEquals(
                List.of("one", "two"), folders(again), "patterns keep what lies below their first wild card apart");
    }

    @Test
    void songsThatWouldShareAFolderAreKeptApartAndThatIsSaid() throws IOException {
        Path one = song("one/intro.wav");
        Path two = song("two/intro.wav");
        Outcome outcome =
                bench.separate(one, two, "-o", out, "--stems", "vocals").ended(ExitCode.DONE);
        assertTrue(
                outcome.err()
                        .startsWith("mir: The stems of songs of one name are kept apart: those of " + one + " go to "
                                + out.resolve("one/intro") + ", those of " + two),
                outcome.err());
        assertEquals(List.of("one/intro/vocals.wav", "two/intro/vocals.wav"), written());
    }

    @Test
    void stemsOfEarlierBelowASearchedDirectoryAreNoSongs() throws IOException {
        song("music/a.wav");
        Path below = bench.path("music/stems");
        bench.separate(bench.path("music"), "-o", below).ended(ExitCode.DONE);
        song("music/b.wav");
        bench.separate(bench.path("music"), "-o", below, "--force").ended(ExitCode.DONE);
        assertEquals(List.of("a", "b"), folders(below));
        assertEquals(List.of("accompaniment.wav", "vocals.wav"), names(below.resolve("a")));
        Files.delete(bench.path("music/a.wav"));
        Files.delete(bench.path("music/b.wav"));
        Outcome outcome = bench.separate(bench.path("music"), "-o", below).ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains("name the file itself"), outcome.err());
    }

    @Test
    void stemsThatAreThereAreReplacedOnlyByForce() throws IOException {
        Path first = song("a.wav");
        Path second = song("b.wav");
        Path precious = Files.createDirectories(out.resolve("a")).resolve("accompaniment.wav");
        Files.writeString(precious, "precious");
        Outcome outcome = bench.separate(first, second, "-o", out).ended(ExitCode.SOME_FAILED);
        assertTrue(
                outcome.err().contains("mir: " + precious + " exists already; use --force to replace it."),
                outcome.err());
        assertEquals("precious", Files.readString(precious));
        assertEquals(List.of("a/accompaniment.wav", "b/accompaniment.wav", "b/vocals.wav"), written());
        bench.separate(first, "-o", out, "--force").ended(ExitCode.DONE);
        assertEquals(4000, SeparationBench.read(precious).length());
        assertEquals(4, written().size());
    }

    @Test
    void anInputIsNeverWrittenOver() throws IOException {
        Path song = song("out/vocals/vocals.wav");
        byte[] before = Files.readAllBytes(song);
        Outcome outcome = bench.separate(song, "-o", out, "--force").ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains("would go to " + song + ", which is an input"), outcome.err());
        Path other = song("vocals.mp3.wav");
        Path inTheWay = song("out/vocals.mp3/accompaniment.wav");
        outcome = bench.separate(other, inTheWay, "-o", out, "--force").ended(ExitCode.SOME_FAILED);
        assertTrue(outcome.err().contains("would go to " + inTheWay + ", which is an input"), outcome.err());
        assertArrayEquals(before, Files.readAllBytes(song));
        assertArrayEquals(before, Files.readAllBytes(inTheWay));
        assertFalse(Files.exists(out.resolve("vocals.mp3/vocals.wav")));
    }

    @Test
    void anOutputThatIsAFileIsSaidToBeOne() throws IOException {
        Path song = song("a.wav");
        Files.writeString(out, "a file");
        Outcome outcome = bench.separate(song, "-o", out).ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains(out + " is a file, and the stems would go to a folder"), outcome.err());
        Path folder = Files.createDirectories(bench.path("results"));
        Files.writeString(folder.resolve("a"), "a file");
        assertTrue(bench.separate(song, "-o", folder)
                .ended(ExitCode.NOTHING_DONE)
                .err()
                .contains(folder.resolve("a") + " is a file"));
    }

    @Test
    void aModelThatIsNoSeparatorIsRefused() throws IOException {
        Path song = song("a.wav");
        Outcome outcome = Outcome.of("separate", song.toString(), "-o", out.toString(), "-m", Workbench.MODEL)
                .ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains("The model tiny is no separator: its task is tagging."), outcome.err());
        String notHere = Outcome.of("separate", song.toString(), "-o", out.toString(), "-m", "mtat-fcn")
                .ended(ExitCode.NOTHING_DONE)
                .err();
        assertTrue(notHere.startsWith("mir: The model mtat-fcn is no separator"), "nor is it fetched: " + notHere);
        assertFalse(Files.exists(out));
    }

    @Test
    void aSeparatorIsNoTaggerAndNotListedAsOne() throws IOException {
        Path song = song("a.wav");
        assertTrue(Outcome.of("tag", song.toString(), "-m", bench.split().toString())
                .ended(ExitCode.NOTHING_DONE)
                .err()
                .contains("The model split is no tagger: its task is separation."));
        Files.move(bench.split(), bench.path("home/models/split"));
        String list = Outcome.of("models", "list").ended(ExitCode.DONE).out();
        assertTrue(list.lines().anyMatch(line -> line.matches("split +yes +2 stems +0\\.4 s .*a toy")), list);
        String info = Outcome.of("models", "info", "split").ended(ExitCode.DONE).out();
        assertTrue(info.contains("16000 Hz, STFT of 128 (window 128, hop 32)"), info);
        assertTrue(info.contains("2: vocals, accompaniment"), info);
    }

    @Test
    void aMissingModelIsSaidToBe() throws IOException {
        Path song = song("a.wav");
        Outcome outcome = Outcome.of("separate", song.toString(), "-o", out.toString(), "-m", "huge")
                .ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains("'huge'"), outcome.err());
    }

    @Test
    void aModelThatLeavesTheMixtureUnchangedIsAnError() throws IOException {
        Path song = song("a.wav");
        Path silence = bench.song("b.wav", sound(1, 4000, n -> 0));
        Outcome outcome = Outcome.of(
                        "separate",
                        song.toString(),
                        silence.toString(),
                        "-o",
                        out.toString(),
                        "-m",
                        bench.same().toString())
                .ended(ExitCode.SOME_FAILED);
        assertTrue(outcome.err().contains(song + ": the model same leaves the mixture unchanged"), outcome.err());
        assertEquals(List.of("b/accompaniment.wav", "b/vocals.wav"), written(), "of silence there is nothing to tell");
    }

    @Test
    void aTerminalShowsProgressAndNothingElseDoes() throws IOException {
        Path song = song("a.wav");
        Outcome outcome = bench.separate(new Terminal(true, true, 100, true), song, "-o", out)
                .ended(ExitCode.DONE);
        assertTrue(outcome.err().contains("0/1 song  "), outcome.err());
        assertTrue(outcome.err().contains(" left"), outcome.err());
        assertTrue(outcome.err().endsWith("\r\u001b[K"), outcome.err());
        assertEquals("", bench.separate(song, "-o", out, "--force").err());
    }
}
