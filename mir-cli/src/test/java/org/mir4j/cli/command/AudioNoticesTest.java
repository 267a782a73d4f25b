// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioTags;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.SeparationBench;
import org.mir4j.cli.Workbench;

/** What is said of files that can be read: where they are damaged, and which of several audio streams is read. */
class AudioNoticesTest {

    private static final double SECONDS = 12;

    /** Three audio streams of 1.2 s at 8 kHz. */
    private static final Path STREAMS = Path.of("..", "mir-models", "src", "test", "resources", "streams.mka");

    @TempDir
    Path directory;

    private SeparationBench bench;
    private Path damaged;
    private String said;

    @BeforeEach
    void open() throws IOException {
        bench = new SeparationBench(directory);
        damaged = bench.song(
                "data/song.mp3",
                SeparationBench.tones(1, (int) (SECONDS * SeparationBench.RATE), 0.5, 0.25),
                AudioFormat.MP3,
                AudioTags.none());
        byte[] bytes = Files.readAllBytes(damaged);
        Arrays.fill(bytes, bytes.length / 3, bytes.length / 2, (byte) 0);
        Files.write(damaged, bytes);
        said = damaged + " is damaged at ";
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void tagNamesDamageOnStandardErrorAndInJson() {
        Outcome outcome = Workbench.tag(damaged, "--format", "json").ended(ExitCode.DONE);
        assertTrue(outcome.err().contains("mir: " + said), outcome.err());
        JsonObject json = JsonParser.parseString(outcome.out()).getAsJsonObject();
        assertEquals(SECONDS, json.get("duration").getAsDouble(), 0.001);
        assertEquals(1, json.getAsJsonArray("warnings").size());
        String warning = json.getAsJsonArray("warnings").get(0).getAsString();
        assertTrue(warning.startsWith(said) && warning.endsWith(" s could not be decoded and are silent."), warning);
    }

    @Test
    void windowsThatAreSpreadNameItOnce() {
        String err = Workbench.tag(damaged, "--windows", 4).ended(ExitCode.DONE).err();
        assertEquals(err.indexOf(said), err.lastIndexOf(said), err);
    }

    @Test
    void aWholeFileHasNoWarnings() throws IOException {
        Outcome outcome = Workbench.tag(bench.workbench().tone("whole.wav", 3), "--format", "json")
                .ended(ExitCode.DONE);
        assertFalse(JsonParser.parseString(outcome.out()).getAsJsonObject().has("warnings"), outcome.out());
        assertEquals("", outcome.err());
    }

    @Test
    void separateNamesItOnceAndKeepsTheLength() {
        Path out = bench.path("out");
        String err = bench.separate(damaged, "-o", out, "--plot")
                .ended(ExitCode.DONE)
                .err();
        assertTrue(err.contains("mir: " + said), err);
        assertEquals(err.indexOf(said), err.lastIndexOf(said), err);
        assertEquals(
                SECONDS,
                AudioReader.of(out.resolve("song/vocals.wav"))
                        .info()
                        .declaredDuration()
                        .orElseThrow(),
                0.001);
    }

    @Test
    void featuresNameIt() {
        String err = Outcome.of(
                        "features",
                        damaged.toString(),
                        "-o",
                        bench.path("x.npy").toString())
                .ended(ExitCode.DONE)
                .err();
        assertTrue(err.contains("mir: " + said), err);
    }

    @Test
    void anEvaluationNamesItAndWritesItDown() throws IOException {
        Path manifest = bench.workbench().text("tracks.csv", "file,labels\nsong.mp3,tag-1\nother.wav,loud\n");
        bench.workbench().tone("data/other.wav", 3);
        Path out = bench.path("run");
        Outcome outcome = Outcome.of(
                        "evaluate",
                        manifest.toString(),
                        "--root",
                        bench.path("data").toString(),
                        "-m",
                        Workbench.MODEL,
                        "--device",
                        "cpu",
                        "--out",
                        out.toString())
                .ended(ExitCode.DONE);
        assertTrue(outcome.err().contains(said), outcome.err());
        long warned = Files.readAllLines(out.resolve("results.jsonl")).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(line -> line.has("warnings"))
                .count();
        assertEquals(1, warned);
    }

    @Test
    void verifyingADatasetFindsItBroken() throws IOException {
        Path manifest = bench.workbench().text("tracks.csv", "file,labels\nsong.mp3,tag-1\n");
        Outcome outcome = Outcome.of(
                        "datasets",
                        "verify",
                        manifest.toString(),
                        "--root",
                        bench.path("data").toString())
                .ended(ExitCode.SOME_FAILED);
        assertTrue(outcome.out().contains("is damaged at "), outcome.out());
    }

    @Test
    void ofSeveralStreamsTheOneThatIsReadIsSaid() {
        String err = Workbench.tag(STREAMS).ended(ExitCode.DONE).err();
        assertTrue(
                err.contains("holds 3 audio streams, counted from 0; stream 0 is read (flac, 8000 Hz, 2 channels)."),
                err);
    }

    @Test
    void anotherStreamIsReadIfAskedFor() {
        Path out = bench.path("out");
        String err = bench.separate(STREAMS, "-o", out, "--stream", 1, "--bits", "16")
                .ended(ExitCode.DONE)
                .err();
        assertTrue(err.contains("stream 1 is read (flac, 8000 Hz, 1 channels)."), err);
        assertEquals(1, AudioReader.of(out.resolve("streams/vocals.wav")).info().channels());
        String features = Outcome.of(
                        "features",
                        STREAMS.toString(),
                        "--stream",
                        "2",
                        "-o",
                        bench.path("x.npy").toString())
                .ended(ExitCode.DONE)
                .err();
        assertTrue(features.contains("stream 2 is read"), features);
        assertTrue(
                Workbench.tag(STREAMS, "--stream", 1).ended(ExitCode.DONE).err().contains("stream 1 is read"));
    }

    @Test
    void aStreamThatIsNotThereIsNamed() {
        String err = Workbench.tag(STREAMS, "--stream", 3)
                .ended(ExitCode.NOTHING_DONE)
                .err();
        assertTrue(err.contains("holds 3 audio streams, counted from 0; stream 3 was asked for."), err);
        Workbench.tag(STREAMS, "--stream", -1).ended(ExitCode.USAGE);
    }
}
