// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mir4j.cli.SeparationBench.tones;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.SeparationBench;

/** What {@code --resume} leaves as it is, and what it separates again. */
class SeparateResumeTest {

    @TempDir
    Path directory;

    private SeparationBench bench;
    private Path songs;
    private Path out;

    @BeforeEach
    void open() throws IOException {
        bench = new SeparationBench(directory);
        out = bench.path("out");
        songs = bench.path("songs");
        for (String name : List.of("a", "b", "c")) {
            song(name, 0.25);
        }
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Path song(String name, double low) throws IOException {
        return bench.song("songs/" + name + ".wav", tones(1, 4000, low, 0.125));
    }

    private Outcome separate(Object... options) {
        return bench.separate(
                Stream.concat(Stream.of(songs, "-o", out), Stream.of(options)).toArray());
    }

    private Path stem(String name) {
        return out.resolve(name);
    }

    private List<String> lines(String... files) {
        return Stream.of(files).map(file -> out.resolve(file).toString()).toList();
    }

    @Test
    void wholeSongsAreLeftAndThatIsSaid() throws IOException {
        separate().ended(ExitCode.DONE);
        byte[] before = Files.readAllBytes(stem("a/vocals.wav"));
        FileTime written = Files.getLastModifiedTime(stem("a/vocals.wav"));
        song("d", 0.25);
        Outcome outcome = separate("--resume").ended(ExitCode.DONE);
        assertEquals(
                lines("d/vocals.wav", "d/accompaniment.wav"),
                outcome.out().lines().toList());
        assertEquals(
                "mir: Resuming: 3 of 4 songs are separated already.",
                outcome.err().strip());
        assertArrayEquals(before, Files.readAllBytes(stem("a/vocals.wav")));
        assertEquals(written, Files.getLastModifiedTime(stem("a/vocals.wav")));
        outcome = separate("--resume").ended(ExitCode.DONE);
        assertEquals("", outcome.out());
        assertEquals(
                "",
                separate("--resume", "--stems", "vocals").ended(ExitCode.DONE).out(),
                "some of what is there");
    }

    @Test
    void whatAKilledRunHasLeftIsMadeWhole() throws IOException {
        separate().ended(ExitCode.DONE);
        Files.delete(stem("b/accompaniment.wav")); // killed between two names
        Path journal = out.resolve(SeparationJournal.NAME);
        String lines = Files.readString(journal);
        Files.writeString(journal, lines.substring(0, lines.length() - 40)); // killed while it wrote of the last song
        Files.delete(stem("c/vocals.wav"));
        Files.delete(stem("c/accompaniment.wav"));
        Outcome outcome = separate("--resume").ended(ExitCode.DONE);
        assertEquals(
                lines("b/vocals.wav", "b/accompaniment.wav", "c/vocals.wav", "c/accompaniment.wav"),
                outcome.out().lines().toList());
        assertEquals("", separate("--resume").ended(ExitCode.DONE).out(), "what follows a torn line counts");
    }

    @Test
    void withoutResumeNothingThatIsThereIsReplaced() throws IOException {
        separate().ended(ExitCode.DONE);
        Files.delete(stem("b/accompaniment.wav"));
        Outcome outcome = separate().ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains(stem("b/vocals.wav") + " exists already; use --force"), outcome.err());
    }

    @Test
    void stemsOfAnotherModelOrOtherOptionsAreNamedAndReplacedByForce() throws IOException {
        separate().ended(ExitCode.DONE);
        Path other = bench.path("models/other");
        Files.createDirectories(other);
        Files.copy(bench.split().resolve("weights.safetensors"), other.resolve("weights.safetensors"));
        Files.writeString(
                other.resolve("model.json"),
                Files.readString(bench.split().resolve("model.json")).replace("\"split\"", "\"other\""));
        Object[] arguments = {"separate", songs, "-o", out, "-m", other, "--device", "cpu", "--resume"};
        Outcome outcome = mir(arguments).ended(ExitCode.NOTHING_DONE);
        assertTrue(
                outcome.err()
                        .contains("mir: " + stem("a/vocals.wav")
                                + " exists already, and model was split and is now other"),
                outcome.err());
        assertTrue(outcome.err().contains("use --force to replace it"), outcome.err());
        mir(Stream.concat(Stream.of(arguments), Stream.of("--force")).toArray()).ended(ExitCode.DONE);
        assertEquals("", mir(arguments).ended(ExitCode.DONE).out(), "they are the other model's now");
        outcome = separate("--resume", "--residual").ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains("--residual was false and is now true"), outcome.err());
        outcome = separate("--resume", "--duration", "0.05").ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains("--duration was not given and is now 0.05"), outcome.err());
    }

    @Test
    void aJournalThatCannotBeWrittenIsSaidBeforeAnyWork() throws IOException {
        Files.createDirectories(out.resolve(SeparationJournal.NAME));
        Outcome outcome = separate().ended(ExitCode.NOTHING_DONE);
        assertEquals(
                "mir: " + out.resolve(SeparationJournal.NAME) + " is no file that can be written, and tells which songs"
                        + " have been separated into this directory; move it away, or choose another -o.",
                outcome.err().strip());
    }

    private static Outcome mir(Object... arguments) {
        return Outcome.of(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    @Test
    void aSongThatHasChangedIsNamedAndOneThatWasCopiedIsTheSame() throws IOException {
        separate().ended(ExitCode.DONE);
        Path copy = bench.path("copy.wav");
        Files.copy(songs.resolve("a.wav"), copy);
        Files.move(copy, songs.resolve("a.wav"), StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(songs.resolve("a.wav"), FileTime.fromMillis(0));
        song("b", 0.5);
        Outcome outcome = separate("--resume").ended(ExitCode.SOME_FAILED);
        assertEquals("", outcome.out());
        assertTrue(outcome.err().contains("Resuming: 2 of 3 songs"), outcome.err());
        assertTrue(
                outcome.err()
                        .contains(stem("b/vocals.wav") + " exists already, and it is of " + songs.resolve("b.wav")
                                + " as that was then"),
                outcome.err());
    }

    @Test
    void stemsThatWereCutOffOrAreOlderAreNotWhole() throws IOException {
        separate().ended(ExitCode.DONE);
        byte[] bytes = Files.readAllBytes(stem("a/vocals.wav"));
        Files.write(stem("a/vocals.wav"), Arrays.copyOf(bytes, bytes.length / 2));
        Files.setLastModifiedTime(stem("b/vocals.wav"), FileTime.fromMillis(0)); // of before, whatever it is
        Outcome outcome = separate("--resume").ended(ExitCode.SOME_FAILED);
        for (String name : List.of("a/vocals.wav", "b/vocals.wav")) {
            assertTrue(
                    outcome.err().contains(stem(name) + " exists already, and it is not as it was written"),
                    outcome.err());
        }
        assertEquals(
                lines("a/vocals.wav", "a/accompaniment.wav", "b/vocals.wav", "b/accompaniment.wav"),
                separate("--resume", "--force")
                        .ended(ExitCode.DONE)
                        .out()
                        .lines()
                        .toList());
    }

    @Test
    void filesThatNobodyKnowsAreKept() throws IOException {
        Path precious = Files.createDirectories(out.resolve("a")).resolve("vocals.wav");
        Files.writeString(precious, "precious");
        Outcome outcome = separate("--resume").ended(ExitCode.SOME_FAILED);
        assertTrue(
                outcome.err().contains(precious + " exists already, and nothing is known of how it was made"),
                outcome.err());
        assertEquals("precious", Files.readString(precious));
    }

    @Test
    void aJournalThatIsNoneCountsForNothing() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve(SeparationJournal.NAME), "{}\n[1]\nnull\n{\"files\":{\"a\":null}}\n\u0000");
        separate("--resume").ended(ExitCode.DONE);
        assertEquals("", separate("--resume").ended(ExitCode.DONE).out());
        Files.writeString(out.resolve(SeparationJournal.NAME), "", StandardOpenOption.TRUNCATE_EXISTING);
        separate("--resume").ended(ExitCode.NOTHING_DONE);
    }

    @Test
    void stemsBesideTheirSongsAreNoSongs() throws IOException {
        Object[] arguments = {songs, "-o", songs, "--filename", "{song}_{stem}.{ext}"};
        bench.separate(arguments).ended(ExitCode.DONE);
        Outcome outcome = bench.separate(Stream.concat(Stream.of(arguments), Stream.of("--resume"))
                        .toArray())
                .ended(ExitCode.DONE);
        assertEquals(
                "mir: Resuming: 3 of 3 songs are separated already.",
                outcome.err().strip());
    }

    @Test
    void aPictureThatIsMissingIsDrawn() throws IOException {
        separate("--stems", "vocals").ended(ExitCode.DONE);
        assertEquals(
                lines("a/vocals.wav", "a/stems.png"),
                separate("--stems", "vocals", "--plot", "--resume")
                        .ended(ExitCode.DONE)
                        .out()
                        .lines()
                        .limit(2)
                        .toList());
    }

    /** What is the same whether songs go one by one or at once, under names of any kind. */
    @ParameterizedTest
    @CsvSource({
        "1, '{song}/{stem}.{ext}', a/vocals.wav",
        "3, '{song}/{stem}.{ext}', a/vocals.wav",
        "1, '{stem}/{song}.{ext}', vocals/a.wav",
        "3, '{model}-{stem}-{song}.{ext}', split-vocals-a.wav"
    })
    void whatIsMissingIsMadeAndAllElseLeft(int jobs, String pattern, String first) throws IOException {
        Object[] options = {"--jobs", jobs, "--filename", pattern};
        List<String> all = separate(options).ended(ExitCode.DONE).out().lines().toList();
        assertEquals(6, all.size());
        assertEquals(stem(first).toString(), all.get(0));
        byte[] whole = Files.readAllBytes(stem(first));
        Files.delete(stem(first));
        FileTime written = Files.getLastModifiedTime(Path.of(all.get(5)));
        Object[] again =
                Stream.concat(Stream.of(options), Stream.of("--resume")).toArray();
        Outcome outcome = separate(again).ended(ExitCode.DONE);
        assertTrue(outcome.err().contains("Resuming: 2 of 3 songs are separated already."), outcome.err());
        assertTrue(outcome.out().lines().toList().contains(stem(first).toString()), outcome.out());
        assertArrayEquals(whole, Files.readAllBytes(stem(first)));
        assertEquals(written, Files.getLastModifiedTime(Path.of(all.get(5))));
        assertEquals("", separate(again).ended(ExitCode.DONE).out());
    }

    @Test
    void filesOfOtherNamesAreOtherFiles() throws IOException {
        separate().ended(ExitCode.DONE);
        Outcome outcome =
                separate("--resume", "--filename", "{stem}/{song}.{ext}").ended(ExitCode.DONE);
        assertEquals(6, outcome.out().lines().count());
        assertEquals("", separate("--resume").ended(ExitCode.DONE).out());
    }

    @Test
    void aSongThatFailsAmongOthersAtOnceIsTriedAgain() throws IOException {
        Path broken = bench.workbench().text("songs/b.wav", "these are words");
        Outcome outcome = separate("--jobs", 3).ended(ExitCode.SOME_FAILED);
        assertEquals(4, outcome.out().lines().count(), outcome.out());
        assertTrue(outcome.err().contains(broken.toString()), outcome.err());
        separate("--jobs", 3, "--resume").ended(ExitCode.SOME_FAILED);
        song("b", 0.25);
        assertEquals(
                lines("b/vocals.wav", "b/accompaniment.wav"),
                separate("--jobs", 3, "--resume")
                        .ended(ExitCode.DONE)
                        .out()
                        .lines()
                        .toList());
    }
}
