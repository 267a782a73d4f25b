// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.Workbench;

/** What {@code mir evaluate} makes of separated stems. */
class EvaluateSeparationTest {

    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void layOutSongs() throws IOException {
        bench = new Workbench(folder);
        for (String song : List.of("One", "It's Two")) {
            bench.tone("songs/" + song + "/vocals.wav", 2.5);
            bench.noise("songs/" + song + "/drums.wav", 2.5, song.length());
        }
    }

    @AfterEach
    void leave() {
        bench.close();
    }

    @Test
    void idealMasksAreBetterThanTheMixture() throws IOException {
        evaluate("--oracle", "mixture").ended(0);
        double mixture = metric("vocals.sdr");
        evaluate("--oracle", "irm", "--force").ended(0);
        assertTrue(metric("vocals.sdr") > mixture + 10, metric("vocals.sdr") + " after " + mixture);
    }

    @Test
    void aRowATrackAndTargetIsWritten() throws IOException {
        Outcome outcome = evaluate("--oracle", "ibm").ended(0);
        assertTrue(outcome.out().contains("vocals SDR, median (dB)"), outcome.out());
        List<String> rows = Files.readAllLines(out().resolve("per_track.csv"));
        assertTrue(rows.get(0).startsWith("track,seconds,target,sdr,isr,sir,sar"), rows.get(0));
        // two songs with vocals, drums, and the accompaniment, which here is the drums
        assertEquals(1 + 2 * 3, rows.size());
        assertTrue(rows.get(1).startsWith("It's Two,2.5,vocals,"), rows.get(1));
        assertTrue(Files.readString(out().resolve("report.html")).contains("Two"));
    }

    @Test
    void estimatesOnDiskAreScored() throws IOException {
        for (String song : List.of("One", "It's Two")) {
            // half as loud: the error is as loud as what is left, and a gain is what ISR and no other score hears
            bench.noise("estimates/" + song + "/drums.wav", 2.5, song.length());
            bench.tone("estimates/" + song + "/vocals.wav", 2.5);
        }
        Files.delete(bench.path("estimates/One/vocals.wav"));
        Outcome outcome =
                evaluate("--estimates", bench.path("estimates").toString()).ended(1);
        assertTrue(outcome.err().contains("One: There are estimates of [drums] only"), outcome.err());
        JsonObject failure = summary().getAsJsonArray("failed").get(0).getAsJsonObject();
        assertEquals("One", failure.get("track").getAsString());
        assertEquals(1, summary().get("scored").getAsInt());
    }

    @Test
    void estimatesOfAnotherLengthAreNamedOnTheConsoleAndInTheReport() throws IOException {
        for (String song : List.of("One", "It's Two")) {
            bench.noise("estimates/" + song + "/drums.wav", 2.5, song.length());
            bench.tone("estimates/" + song + "/vocals.wav", song.equals("One") ? 2 : 2.5);
        }
        String said = evaluate("--estimates", bench.path("estimates").toString())
                .ended(0)
                .err();
        String warning = bench.path("estimates/One/vocals.wav")
                + " is 0.50 s (8000 samples) shorter than the song; what it lacks at its end is"
                + " scored as silence.";
        assertTrue(said.contains("mir: " + warning), said);
        assertTrue(summary().getAsJsonArray("notes").toString().contains(warning), "summary.json");
        assertTrue(Files.readString(out().resolve("report.html")).contains("0.50 s (8000 samples) shorter"));
        assertTrue(Files.readString(out().resolve("results.jsonl")).contains("\"warnings\""));
    }

    @Test
    void taggersAndLabelsAreRefused() {
        assertTrue(evaluate("--scores", "tags.csv").ended(2).err().contains("stems and no labels"));
        assertTrue(evaluate("-m", "mtat-fcn").ended(3).err().contains("is no separator"));
        assertTrue(evaluate("--oracle", "irm", "--windows", "16").ended(2).err().contains("--windows"));
        assertTrue(evaluate("--oracle", "irm", "-m", "tiny").ended(2).err().contains("--oracle"));
        assertTrue(evaluate("--estimates", folder.resolve("none").toString())
                .ended(3)
                .err()
                .contains("none is no directory"));
    }

    private Path out() {
        return folder.resolve("out");
    }

    private Outcome evaluate(String... candidate) {
        List<String> arguments = new ArrayList<>(List.of(
                "evaluate", "song-folders", "--root", bench.path("songs").toString(), "--out", out().toString()));
        arguments.addAll(List.of(candidate));
        return Outcome.of(arguments.toArray(String[]::new));
    }

    private double metric(String name) throws IOException {
        return summary()
                .getAsJsonObject("metrics")
                .getAsJsonObject(name)
                .get("value")
                .getAsDouble();
    }

    private JsonObject summary() throws IOException {
        return JsonParser.parseString(Files.readString(out().resolve("summary.json")))
                .getAsJsonObject();
    }
}
