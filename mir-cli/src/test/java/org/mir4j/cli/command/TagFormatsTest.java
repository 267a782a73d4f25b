// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.Workbench;

/** Tags of the small model as JSON, CSV and tables; what is written is read back. */
class TagFormatsTest {

    private static final double ROUNDED = 1e-6;

    @TempDir
    static Path directory;

    private static Workbench bench;
    private static String song;
    private static String other;

    @BeforeAll
    static void open() throws IOException {
        bench = new Workbench(directory);
        song = bench.tone("songs/a \"song\", of two halves.wav", 2.5).toString();
        other = bench.tone("songs/short.wav", 0.5).toString();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    private static String tagged(String... arguments) {
        return Workbench.tag((Object[]) arguments).ended(ExitCode.DONE).out();
    }

    private static JsonObject json(String... arguments) {
        return JsonParser.parseString(tagged(arguments)).getAsJsonObject();
    }

    @Test
    void jsonSaysWhatWasFoundInOneFile() {
        JsonObject json = json(song, "--format", "json");
        assertEquals(List.of("file", "model", "duration", "windowSeconds", "tags"), List.copyOf(json.keySet()));
        assertEquals(song, json.get("file").getAsString());
        assertEquals(Workbench.MODEL, json.get("model").getAsString());
        assertEquals(2.5, json.get("duration").getAsDouble());
        assertEquals(1, json.get("windowSeconds").getAsDouble());
        JsonArray tags = json.getAsJsonArray("tags");
        assertEquals(10, tags.size());
        double before = 1;
        for (JsonElement element : tags) {
            JsonObject tag = element.getAsJsonObject();
            double score = tag.get("score").getAsDouble();
            assertTrue(score <= before, "highest first");
            before = score;
            String name = tag.get("tag").getAsString();
            if (!name.equals("loud")) {
                assertEquals(Workbench.score(Integer.parseInt(name.substring(4))), score, ROUNDED, name);
            }
        }
    }

    @Test
    void topAllAndThresholdSelectTags() {
        assertEquals(
                3,
                json(song, "--format", "json", "--top", "3")
                        .getAsJsonArray("tags")
                        .size());
        assertEquals(
                12,
                json(song, "--format", "json", "--all").getAsJsonArray("tags").size());
        JsonArray high =
                json(song, "--format", "json", "--all", "--threshold", "0.375").getAsJsonArray("tags");
        assertTrue(high.size() >= 3, high.toString());
        high.forEach(tag -> assertTrue(tag.getAsJsonObject().get("score").getAsDouble() >= 0.375));
        assertEquals(
                0,
                json(song, "--format", "json", "--threshold", "1")
                        .getAsJsonArray("tags")
                        .size());
    }

    @Test
    void timelineHasTheScoresOfEveryWindow() {
        JsonArray timeline =
                json(song, "--format", "json", "--all", "--timeline").getAsJsonArray("timeline");
        double[][] times = {{0, 1}, {1, 2}, {1.5, 2.5}};
        assertEquals(times.length, timeline.size());
        for (int i = 0; i < times.length; i++) {
            JsonObject window = timeline.get(i).getAsJsonObject();
            assertEquals(times[i][0], window.get("start").getAsDouble());
            assertEquals(times[i][1], window.get("end").getAsDouble());
            JsonObject scores = window.getAsJsonObject("scores");
            assertEquals(12, scores.size());
            assertEquals(Workbench.score(1), scores.get("tag-1").getAsDouble(), ROUNDED);
        }
        assertTrue(loud(timeline, 0) < loud(timeline, 1), "the second half is the louder one");
        assertTrue(loud(timeline, 1) < loud(timeline, 2), "the second half is the louder one");
    }

    private static double loud(JsonArray timeline, int window) {
        JsonObject scores = timeline.get(window).getAsJsonObject().getAsJsonObject("scores");
        return scores.get("loud").getAsDouble();
    }

    @Test
    void spreadWindowsAreAsManyAsAskedFor() {
        JsonArray timeline =
                json(song, "--format", "json", "--timeline", "--windows", "3").getAsJsonArray("timeline");
        assertEquals(3, timeline.size());
        // at hop (2.5 s - 1 s) / 3
        assertEquals(0.5, timeline.get(1).getAsJsonObject().get("start").getAsDouble());
    }

    @Test
    void severalFilesAreAnArrayInJsonHoweverTheyAreNamed() {
        for (String[] named : new String[][] {
            {song, other},
            {bench.path("songs").toString()},
            {bench.path("songs/*.wav").toString()}
        }) {
            List<String> arguments = new ArrayList<>(Arrays.asList(named));
            arguments.addAll(List.of("--format", "json"));
            JsonArray json = JsonParser.parseString(tagged(arguments.toArray(String[]::new)))
                    .getAsJsonArray();
            assertEquals(2, json.size());
            assertEquals(song, json.get(0).getAsJsonObject().get("file").getAsString());
            assertEquals(other, json.get(1).getAsJsonObject().get("file").getAsString());
        }
    }

    @Test
    void jsonlIsAnObjectALine() {
        List<String> lines = tagged(song, other, "--format", "jsonl").lines().toList();
        assertEquals(2, lines.size());
        assertEquals(json(song, "--format", "json"), JsonParser.parseString(lines.get(0)));
        assertEquals(
                0.5,
                JsonParser.parseString(lines.get(1))
                        .getAsJsonObject()
                        .get("duration")
                        .getAsDouble());
    }

    private static List<CSVRecord> csv(String... arguments) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(tagged(arguments)))
                .getRecords();
    }

    @Test
    void csvIsARowAFileAndTag() throws IOException {
        List<CSVRecord> rows = csv(song, other, "--format", "csv", "--top", "2");
        assertEquals(4, rows.size());
        CSVRecord row = rows.get(0);
        assertEquals(song, row.get("file"), "quotes and commas survive");
        assertEquals(Workbench.MODEL, row.get("model"));
        assertEquals("0.000", row.get("start"));
        assertEquals("2.500", row.get("end"));
        JsonObject json =
                json(song, "--format", "json").getAsJsonArray("tags").get(0).getAsJsonObject();
        assertEquals(json.get("tag").getAsString(), row.get("tag"));
        assertEquals(json.get("score").getAsDouble(), Double.parseDouble(row.get("score")), ROUNDED);
    }

    @Test
    void csvOfNothingHasNoHeader() throws IOException {
        String broken = bench.text("broken.wav", "no audio").toString();
        Outcome outcome = Workbench.tag(broken, "--format", "csv").ended(ExitCode.NOTHING_DONE);
        assertEquals("", outcome.out());
    }

    @Test
    void csvOfATimelineIsARowAWindowAndTag() throws IOException {
        List<CSVRecord> rows = csv(song, "--format", "csv", "--timeline", "--all");
        assertEquals(3 * 12, rows.size());
        CSVRecord last = rows.get(35);
        assertEquals("1.500", last.get("start"));
        assertEquals("2.500", last.get("end"));
    }

    @Test
    void theTableShowsTagsWithBars() {
        List<String> lines = tagged(song, "--all", "--threshold", "0.4").lines().toList();
        assertEquals(song + "  2.5 s  tiny", lines.get(0));
        String row = lines.stream()
                .filter(line -> line.contains("tag-1 "))
                .findFirst()
                .orElseThrow();
        assertTrue(row.matches("  tag-1  0\\.458  █{18}▍"), row);
        assertFalse(lines.stream().anyMatch(line -> line.contains("\u001b")), "no colours outside a terminal");
    }

    @Test
    void theTableSaysWhenNoTagIsLeft() {
        assertTrue(tagged(song, "--threshold", "1").contains("no tag reaches the threshold"));
    }
}
