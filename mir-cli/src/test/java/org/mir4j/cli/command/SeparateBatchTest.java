// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mir4j.cli.SeparationBench.read;
import static org.mir4j.cli.SeparationBench.sound;
import static org.mir4j.cli.SeparationBench.tones;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.SeparationBench;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.core.audio.Waveform;

/** Many songs, several at once, with several models, under names of all kinds. */
class SeparateBatchTest {

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

    private Path song(String name, int length) throws IOException {
        return bench.song(name, tones(1, length, 0.5, 0.25));
    }

    @Test
    void songsThatAreSeparatedAtOnceAreNamedInTheirOrderAndFailuresAreToo() throws IOException {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String name = "song" + (char) ('a' + i);
            if (i % 5 == 3) {
                bench.workbench().text("songs/" + name + ".wav", "these are words");
            } else {
                song("songs/" + name + ".wav", 40_000 - 3000 * i); // later ones are done sooner
                expected.add(out.resolve(name).resolve("vocals.wav").toString());
            }
        }
        Outcome outcome = bench.separate(bench.path("songs"), "-o", out, "--stems", "vocals", "--jobs", "2")
                .ended(ExitCode.SOME_FAILED);
        assertEquals(expected, outcome.out().lines().toList());
        List<String> failures =
                outcome.err().lines().filter(line -> line.contains("/song")).toList();
        assertEquals(2, failures.size(), outcome.err());
        assertTrue(failures.get(0).contains("songd.wav") && failures.get(1).contains("songi.wav"), outcome.err());
        assertEquals(40_000, read(out.resolve("songa/vocals.wav")).length());
    }

    @Test
    void songsAreTheSameHoweverManyAreSeparatedAtOnce() throws IOException {
        for (String name : List.of("a", "b", "c", "d")) {
            song("songs/" + name + ".wav", 30_000);
        }
        Path alone = bench.path("alone");
        bench.separate(bench.path("songs"), "-o", out, "--jobs", "4").ended(ExitCode.DONE);
        bench.separate(bench.path("songs"), "-o", alone).ended(ExitCode.DONE);
        for (String name : List.of("a/vocals.wav", "d/accompaniment.wav")) {
            assertArrayEquals(Files.readAllBytes(alone.resolve(name)), Files.readAllBytes(out.resolve(name)));
        }
    }

    @Test
    void foldersThatSeveralSongsShareAreThereForAllAndGoWhereAllFail() throws IOException {
        for (int i = 0; i < 8; i++) {
            song("songs/deep/down/" + i + ".wav", 2000 + i);
            bench.workbench().text("broken/deep/down/" + i + ".wav", "these are words");
        }
        Object[] options = {"-o", out, "--jobs", "4", "--filename", "{song}-{stem}.{ext}"};
        bench.separate(Stream.concat(Stream.of(bench.path("broken")), Stream.of(options))
                        .toArray())
                .ended(ExitCode.NOTHING_DONE);
        assertFalse(Files.exists(out));
        bench.separate(Stream.concat(Stream.of(bench.path("songs")), Stream.of(options))
                        .toArray())
                .ended(ExitCode.DONE);
        try (Stream<Path> files = Files.list(out.resolve("deep/down"))) {
            assertEquals(16, files.count());
        }
    }

    @Test
    void withVerboseTimeAndMemoryAreSaid() throws IOException {
        Path first = song("a.wav", 32_000);
        Path second = song("b.wav", 16_000);
        String said = bench.separate(first, second, "-o", out, "--verbose")
                .ended(ExitCode.DONE)
                .err();
        assertTrue(said.contains("mir: " + first + ": 2.0 s of audio in "), said);
        assertTrue(said.lines().anyMatch(line -> line.startsWith("mir: 2 songs, 3.0 s of audio in ")), said);
        assertEquals(
                PeakMemory.ofProcess().isPresent(), said.contains("; at most "), "where the system tells: " + said);
    }

    @Test
    void thePeakOfMemoryIsReadFromWhatLinuxSays() {
        String status = "VmPeak:\t 9000000 kB\nVmHWM:\t  %s kB\nVmRSS:\t    100 kB\n";
        assertEquals(Optional.of("1.9 GB"), PeakMemory.in(status.formatted("1855469")));
        assertEquals(Optional.of("512 MB"), PeakMemory.in(status.formatted("500000")));
        assertEquals(Optional.empty(), PeakMemory.in("VmRSS: 100 kB"));
    }

    @Test
    void aTerminalShowsEachSongThatIsInWork() throws IOException {
        for (String name : List.of("a", "b")) {
            song("songs/" + name + ".wav", 30_000);
        }
        String shown = bench.separate(new Terminal(true, true, 120, true), bench.path("songs"), "-o", out)
                .ended(ExitCode.DONE)
                .err();
        assertTrue(shown.contains("0/2 songs  "), shown);
        assertTrue(shown.contains(" left  a.wav "), shown);
        assertTrue(shown.endsWith("\r\u001b[K"), shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--jobs 0                              | --jobs takes a number from 1 up, got 0.",
                "--filename {stem}.wav                 | --filename ends with .{ext}",
                "--filename ../{song}/{stem}.{ext}     | --filename names a file below the directory of -o",
                "--filename {artist}/{stem}.{ext}      | --filename knows {ext}, {model}, {song}, {stem}, {track}",
                "--filename {stem}.{ext}               | put {song} into --filename.",
                "--filename {song}.{ext}               | put {stem} into --filename.",
                "--weights 1,2                         | --weights is for several models; name each of them with -m.",
                "--ensemble median                     | --ensemble is for several models; name each of them with -m.",
                "--ensemble loudest                    | it is mean, median, max-magnitude, min-magnitude",
            })
    void wrongUsageIsRefusedWithWhatWasWrong(String arguments, String named) throws IOException {
        Path first = song("a.wav", 2000);
        Path second = song("b.wav", 2000);
        Object[] all = (first + " " + second + " -o " + out + " " + arguments).split(" ");
        Outcome outcome = bench.separate(all).ended(ExitCode.USAGE);
        assertTrue(outcome.err().contains(named), outcome.err());
        assertFalse(Files.exists(out));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--weights 1                         | --weights takes one number for each model, got 1 for 2 models.",
                "--weights 1,0                       | weights are finite and more than 0",
                "--weights 1,-2                      | weights are finite and more than 0",
                "--weights 1,NaN                     | weights are finite and more than 0",
                "--weights 1,2 --ensemble median     | weights are for the mean only, got",
                "--two-stems drums                   | The model split gives no stem \"drums\"",
                "--stems drums                       | There is no stem 'drums'; the models give vocals, accompaniment."
            })
    void wrongUsageOfSeveralModelsIsRefused(String arguments, String named) throws IOException {
        Path song = song("a.wav", 2000);
        Object[] all = (song + " -m " + bench.split() + " -o " + out + " " + arguments).split(" ");
        Outcome outcome = bench.separate(all).ended(ExitCode.USAGE);
        assertTrue(outcome.err().contains(named), outcome.err());
    }

    @Test
    void severalModelsAreAnEnsemble() throws IOException {
        Path song = song("song.wav", 30_000);
        Object[] floats = {"--bits", "32f", "--filename", "{model}/{stem}.{ext}"};
        bench.separate(Stream.concat(Stream.of(song, "-o", out), Stream.of(floats))
                        .toArray())
                .ended(ExitCode.DONE);
        for (String how : List.of("mean", "median", "Max-Magnitude", "min-magnitude")) {
            Object[] ensemble = {song, "-o", bench.path(how), "-m", bench.split(), "--ensemble", how};
            bench.separate(Stream.concat(Stream.of(ensemble), Stream.of(floats)).toArray())
                    .ended(ExitCode.DONE);
            Waveform together = read(bench.path(how).resolve("split+split/vocals.wav"));
            assertArrayEquals(
                    read(out.resolve("split/vocals.wav")).channels()[0],
                    together.channels()[0],
                    2e-6f,
                    "of two that agree: " + how);
        }
    }

    @Test
    void anEnsembleWithAModelThatLeavesTheMixtureUnchangedIsAnError() throws IOException {
        Path song = bench.song("song.wav", sound(1, 9000, n -> 0.5 * Math.sin(0.1 * n)));
        Outcome outcome = bench.separate(song, "-o", out, "-m", bench.same()).ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains("the model same leaves the mixture unchanged"), outcome.err());
        assertFalse(Files.exists(out));
    }
}
