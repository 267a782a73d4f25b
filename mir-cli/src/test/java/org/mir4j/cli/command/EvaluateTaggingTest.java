// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** What {@code mir evaluate} makes of a tagger and a small labelled dataset. */
class EvaluateTaggingTest {

    private static final int TRACKS = 6;

    @TempDir
    Path folder;

    private Workbench bench;
    private Path manifest;

    @BeforeEach
    void layOutDataset() throws IOException {
        bench = new Workbench(folder);
        StringBuilder rows = new StringBuilder("file,labels\n");
        for (int i = 0; i < TRACKS; i++) {
            bench.tone("data/" + i + ".wav", 1 + i);
            rows.append(i + ".wav," + (i % 2 == 0 ? "tag-1|tag-2" : "tag-2|loud") + "\n");
        }
        manifest = bench.text("tracks.csv", rows.toString());
    }

    @AfterEach
    void leave() {
        bench.close();
    }

    @Test
    void numbersAreWrittenAndShown() throws IOException {
        Outcome outcome = evaluate().ended(0);
        assertTrue(outcome.out().contains("ROC-AUC, macro"), outcome.out());
        assertTrue(outcome.out().contains("tiny on tracks.csv, all: 6 of 6 tracks scored"), outcome.out());
        JsonObject summary = summary();
        assertEquals(6, summary.get("scored").getAsInt());
        // a label that holds on all tracks has no area under the ROC
        List<String> rows = Files.readAllLines(out().resolve("per_tag.csv"));
        assertTrue(rows.get(1).startsWith("loud,3,6,"), rows.get(1));
        assertTrue(rows.get(2).startsWith("tag-1,3,6,0."), rows.get(2));
        assertTrue(rows.get(3).startsWith("tag-2,6,6,,1.0,"), rows.get(3));
        assertTrue(Files.readString(out().resolve("report.html")).contains("tracks.csv"));
        assertEquals(6, Files.readAllLines(out().resolve("results.jsonl")).size());
    }

    @Test
    void theSummaryCanBeHadAsJson() throws IOException {
        Outcome outcome = evaluate("--format", "json").ended(0);
        assertEquals(Files.readString(out().resolve("summary.json")), outcome.out());
    }

    @Test
    void resultsCanBeScoredAgainAsPredictionsMadeElsewhere() throws IOException {
        evaluate().ended(0);
        JsonObject first = summary().getAsJsonObject("metrics");
        Path results = Files.copy(out().resolve("results.jsonl"), folder.resolve("scores.jsonl"));
        Outcome.of(
                        "evaluate",
                        manifest.toString(),
                        "--root",
                        bench.path("data").toString(),
                        "--scores",
                        results.toString(),
                        "--out",
                        out().toString(),
                        "--force")
                .ended(0);
        assertEquals(first, summary().getAsJsonObject("metrics"));
    }

    @Test
    void aRunThatWasCutShortGoesOnToTheSameSummary() throws IOException {
        evaluate("--workers", "1").ended(0);
        JsonObject whole = withoutTimes(summary());
        Path results = out().resolve("results.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(results));
        Files.writeString(results, String.join("\n", lines.subList(0, 2)) + "\n{\"track\":\"3.w");
        Files.delete(out().resolve("summary.json"));
        Outcome outcome = evaluate("--resume").ended(0);
        assertTrue(outcome.err().contains("Resuming: 2 of 6 tracks"), outcome.err());
        assertEquals(whole, withoutTimes(summary()));
    }

    @Test
    void aRunIsNotOverwrittenAndNotGoneOnWithUnderOtherSettings() throws IOException {
        evaluate().ended(0);
        assertTrue(evaluate().ended(3).err().contains("--resume"));
        String err = evaluate("--resume", "--windows", "3").ended(3).err();
        assertTrue(err.contains("windows was consecutive and is now 3 spread"), err);
        evaluate("--force", "--windows", "3").ended(0);
    }

    @Test
    void aBrokenTrackIsNamedAndTheOthersAreScored() throws IOException {
        bench.text("data/2.wav", "this is no audio");
        Outcome outcome = evaluate().ended(1);
        assertTrue(outcome.err().contains("2.wav"), outcome.err());
        assertEquals(5, summary().get("scored").getAsInt());
        JsonObject failure = summary().getAsJsonArray("failed").get(0).getAsJsonObject();
        assertEquals("2.wav", failure.get("track").getAsString());
        assertFalse(failure.get("cause").getAsString().isBlank());
    }

    @Test
    void halfADatasetIsRefusedUnlessThatIsWanted() throws IOException {
        Files.delete(bench.path("data/2.wav"));
        String err = evaluate().ended(3).err();
        assertAll(
                () -> assertTrue(err.contains("1 of 6 tracks"), err),
                () -> assertTrue(err.contains("2.wav"), err),
                () -> assertTrue(err.contains("--skip-missing"), err));
        evaluate("--skip-missing").ended(0);
        assertTrue(summary().getAsJsonArray("omissions").toString().contains("1 of 6 tracks are missing"));
    }

    @Test
    void labelsThatTheModelDoesNotKnowAreNamedOrMapped() throws IOException {
        manifest = bench.text("tracks.csv", "file,labels\n0.wav,Loud\n1.wav,quiet\n2.wav,Loud\n");
        String err = evaluate().ended(3).err();
        assertTrue(err.contains("'Loud' (near: loud), 'quiet'"), err);
        Path map = bench.text("map.csv", "Loud,loud\nquiet,\n");
        evaluate("--map", map.toString()).ended(0);
        assertEquals(
                "Labels that were not scored: quiet.",
                summary().getAsJsonArray("omissions").get(0).getAsString());
    }

    @Test
    void theLimitSpreadsOverTheSplit() throws IOException {
        evaluate("--limit", "3").ended(0);
        List<String> tracks = Files.readAllLines(out().resolve("results.jsonl")).stream()
                .map(line -> JsonParser.parseString(line)
                        .getAsJsonObject()
                        .get("track")
                        .getAsString())
                .sorted()
                .toList();
        assertEquals(List.of("0.wav", "2.wav", "4.wav"), tracks);
    }

    @Test
    void badInputIsSaidInASentence() throws IOException {
        assertTrue(evaluate("--split", "tset").ended(3).err().contains("no split 'tset'"));
        Path bad = bench.text("bad.csv", "file,labels\n0.wav,tag-1\n\"1.wav,tag-2\n");
        assertTrue(Outcome.of("evaluate", bad.toString(), "--root", folder.toString(), "-m", "tiny")
                .ended(3)
                .err()
                .contains("bad.csv"));
        assertTrue(Outcome.of("evaluate", "no-such-set", "--root", folder.toString(), "-m", "tiny")
                .ended(3)
                .err()
                .contains("no-such-set"));
        assertTrue(Outcome.of(
                        "evaluate",
                        manifest.toString(),
                        "--root",
                        folder.resolve("none").toString(),
                        "-m",
                        "tiny")
                .ended(3)
                .err()
                .contains("none"));
        evaluate("--workers", "0").ended(2);
        evaluate("--oracle", "irm").ended(2);
        Path scores = bench.text("nan.csv", "track,tag-1,tag-2,loud\n0.wav,0.5,nan,0\n");
        String err = Outcome.of(
                        "evaluate",
                        manifest.toString(),
                        "--root",
                        bench.path("data").toString(),
                        "--scores",
                        scores.toString(),
                        "--out",
                        out().toString())
                .ended(3)
                .err();
        assertTrue(err.contains("nan.csv, line 2: the score of 'tag-2' is"), err);
    }

    private Path out() {
        return folder.resolve("out");
    }

    private Outcome evaluate(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "evaluate", manifest.toString(), "--root", bench.path("data").toString(), "--out", out().toString()));
        if (!List.of(more).contains("--oracle")) {
            arguments.addAll(List.of("-m", "tiny"));
        }
        arguments.addAll(List.of(more));
        return Outcome.of(arguments.toArray(String[]::new));
    }

    private JsonObject summary() throws IOException {
        return JsonParser.parseString(Files.readString(out().resolve("summary.json")))
                .getAsJsonObject();
    }

    private static JsonObject withoutTimes(JsonObject summary) {
        summary.remove("time");
        return summary;
    }
}
