// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioTags;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.SeparationBench;
import org.mir4j.core.audio.Waveform;

/** What {@code mir evaluate} makes of models that separate, here a toy that gives all above 2 kHz to the vocals. */
class EvaluateSeparatorTest {

    private static final int LENGTH = 40_000;

    @TempDir
    Path folder;

    private SeparationBench bench;

    @BeforeEach
    void layOutSongs() throws IOException {
        bench = new SeparationBench(folder);
        for (String song : List.of("One", "Two")) {
            write(song, "vocals", SeparationBench.tones(2, LENGTH, 0, 0.3));
            write(song, "drums", SeparationBench.tones(2, LENGTH, 0.2, 0));
            write(song, "bass", SeparationBench.sound(2, LENGTH, n -> 0.1 * Math.sin(2 * Math.PI * 200 * n / 16_000)));
        }
    }

    @AfterEach
    void leave() {
        bench.close();
    }

    private void write(String song, String stem, Waveform sound) throws IOException {
        bench.song("songs/" + song + "/" + stem + ".wav", sound, AudioFormat.WAV_32F, AudioTags.none());
    }

    private Outcome evaluate(Object... more) {
        Stream<Object> arguments = Stream.of(
                "evaluate",
                "song-folders",
                "--root",
                bench.path("songs"),
                "--out",
                bench.path("out"),
                "--device",
                "cpu");
        return Outcome.of(
                Stream.concat(arguments, Stream.of(more)).map(Object::toString).toArray(String[]::new));
    }

    private double median(String metric) throws IOException {
        JsonObject summary = JsonParser.parseString(Files.readString(bench.path("out/summary.json")))
                .getAsJsonObject();
        return summary.getAsJsonObject("metrics")
                .getAsJsonObject(metric)
                .get("value")
                .getAsDouble();
    }

    @Test
    void aModelIsScoredOnTheStemsItGivesAndTheAccompanimentIsAllButTheVocals() throws IOException {
        evaluate("-m", bench.split()).ended(0);
        assertTrue(median("vocals.sdr") > 25, "vocals: " + median("vocals.sdr"));
        assertTrue(median("accompaniment.sdr") > 25, "accompaniment: " + median("accompaniment.sdr"));
        // a row for each of two stems of two songs: the model knows of neither drums nor bass
        assertEquals(
                1 + 2 * 2, Files.readAllLines(bench.path("out/per_track.csv")).size());
    }

    @Test
    void aRunGoesOnWithTheSameModelOnly() throws IOException {
        evaluate("-m", bench.split(), "--limit", 1).ended(0);
        evaluate("-m", bench.split(), "--limit", 1, "--resume").ended(0);
        String said =
                evaluate("-m", bench.same(), "--limit", 1, "--resume").ended(3).err();
        assertTrue(said.contains("model") && said.contains("weights"), said);
    }

    @Test
    void aModelOfOtherStemsFailsTrackByTrack() throws IOException {
        for (String song : List.of("One", "Two")) {
            Files.delete(bench.path("songs/" + song + "/vocals.wav"));
        }
        Outcome outcome = evaluate("-m", bench.split()).ended(3);
        assertTrue(outcome.err().contains("One: The model split gives the stems vocals, accompaniment"), outcome.err());
        assertTrue(outcome.err().contains("expected at least one that is the same"), outcome.err());
    }

    @Test
    void aTaggerIsNoSeparator() {
        assertTrue(evaluate("-m", "mtat-fcn").ended(3).err().contains("The model mtat-fcn is no separator"));
    }
}
