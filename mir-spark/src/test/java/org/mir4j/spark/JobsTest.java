// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JobsTest {

    private static final SparkSession SPARK = Sessions.local();

    @TempDir
    Path directory;

    private Path music(int count) throws Exception {
        Path music = directory.resolve("music");
        for (int i = 0; i < count; i++) {
            Sounds.wav(music.resolve("album/" + i + ".wav"), 2, i);
        }
        return music;
    }

    private TreeMap<String, String> rows(String table) {
        TreeMap<String, String> errors = new TreeMap<>();
        for (Row row : SPARK.read().parquet(directory.resolve(table).toString()).collectAsList()) {
            String file = row.<String>getAs("file");
            String before =
                    errors.put(file.substring(file.lastIndexOf('/') + 1), String.valueOf(row.<String>getAs("error")));
            assertEquals(null, before, "each file once");
        }
        return errors;
    }

    private int tag(String... options) {
        return TableJob.run(new TagJob(), options);
    }

    /** What a job that ends with a code says. */
    private static String refused(int code, Callable<Integer> job, String... options) {
        StringWriter text = new StringWriter();
        CommandLine command = TableJob.command(job).setErr(new PrintWriter(text, true));
        assertEquals(code, command.execute(options), text.toString());
        return text.toString();
    }

    @Test
    void goesOnWithATable() throws Exception {
        Path music = music(3);
        String table = directory.resolve("tags").toString();
        assertEquals(0, tag(music.toString(), "-o", table, "--batch", "2"));
        assertEquals(3, rows("tags").size());
        String there = refused(3, new TagJob(), music.toString(), "-o", table);
        assertTrue(there.contains("--resume"), there);

        // a batch that a killed job has left, and a new file
        Path half = directory.resolve("tags/batch=7");
        Files.createDirectories(half);
        Files.write(half.resolve("part-0.parquet"), new byte[10]);
        Sounds.wav(music.resolve("new.wav"), 2, 9);
        assertEquals(0, tag(music.toString(), "-o", table, "--resume"));
        assertFalse(Files.exists(half));
        assertEquals(
                List.of("0.wav", "1.wav", "2.wav", "new.wav"),
                List.copyOf(rows("tags").keySet()));

        String embedding = refused(3, new EmbedJob(), music.toString(), "-o", table, "--resume");
        assertTrue(embedding.contains("TagJob"), embedding);
        String other = refused(3, new TagJob(), music.toString(), "-o", table, "--resume", "--top", "3");
        assertTrue(other.contains("--top"), other);
        String stems = refused(3, new TagJob(), music.toString(), "-o", music.toString(), "--resume");
        assertTrue(stems.contains("_settings"), stems);
    }

    @Test
    void triesErrorsAgain() throws Exception {
        Path music = music(2);
        Path broken = Files.write(music.resolve("50 % süß.wav"), new byte[0]);
        String table = directory.resolve("tags").toString();
        assertEquals(0, tag(music.toString(), "-o", table));
        assertTrue(rows("tags").get("50 % süß.wav").contains("50 % süß.wav"));
        Sounds.wav(broken, 2, 5);
        assertEquals(0, tag(music.toString(), "-o", table, "--resume"));
        assertTrue(rows("tags").get("50 % süß.wav").contains("50 % süß.wav"), "an error is a row as any other");
        assertEquals(0, tag(music.toString(), "-o", table, "--retry-errors"));
        assertEquals("null", rows("tags").get("50 % süß.wav"));
        assertEquals(3, rows("tags").size());
    }

    @Test
    void readsTablesOfManyKinds() throws Exception {
        Path music = music(1).resolve("album/0.wav");
        Path csv = Files.writeString(directory.resolve("a.csv"), "id,path\n1," + music + "\n2,\n3," + music + "\n");
        assertEquals(0, tag(csv.toString(), "-o", directory.resolve("a").toString(), "--top", "3", "--timeline"));
        assertEquals(1, rows("a").size());
        Path tsv = Files.writeString(directory.resolve("b.tsv"), "id\tsong\n1\t" + music + "\n");
        assertEquals(0, tag(tsv.toString(), "-o", directory.resolve("b").toString(), "--column", "song"));
        assertEquals(1, rows("b").size());
        Path json = Files.writeString(directory.resolve("c.jsonl"), "{\"url\": \"file:" + music + "\"}\n");
        assertEquals(0, tag(json.toString(), "-o", directory.resolve("c").toString(), "--windows", "2"));
        assertEquals(1, rows("c").size());
        String parquet = directory.resolve("d").toString();
        SPARK.read()
                .json(json.toString())
                .selectExpr("url", "2020 as year")
                .write()
                .partitionBy("year")
                .parquet(parquet);
        assertEquals(
                0,
                TableJob.run(
                        new EmbedJob(), parquet, "-o", directory.resolve("e").toString()));
        assertEquals(1, rows("e").size());

        String none =
                refused(3, new TagJob(), csv + "x", "-o", directory.resolve("f").toString());
        assertTrue(none.contains("a.csvx"), none);
        String column = refused(3, new TagJob(), csv.toString(), "-o", directory + "/f", "--column", "song");
        assertTrue(column.contains("id, path"), column);
        String unnamed = refused(3, new TagJob(), tsv.toString(), "-o", directory + "/f");
        assertTrue(unnamed.contains("--column"), unnamed);
        Files.writeString(directory.resolve("music/list.csv"), "file\n");
        Sounds.wav(directory.resolve("music/x.Wav"), 2, 1);
        String both = refused(3, new TagJob(), directory.resolve("music").toString(), "-o", directory + "/f");
        assertTrue(both.contains("--format"), both);
        assertEquals(0, tag(directory.resolve("music").toString(), "-o", directory + "/g", "--format", "files"));
        assertEquals(List.of("0.wav", "x.Wav"), List.copyOf(rows("g").keySet()));
        String kind = refused(3, new TagJob(), music.toString(), "-o", directory + "/f");
        assertTrue(kind.contains("--format"), kind);
        assertFalse(Files.exists(directory.resolve("f")));
    }

    @Test
    void refusesSettingsWithoutSense() throws Exception {
        String music = music(1).toString();
        String table = directory.resolve("t").toString();
        refused(2, new TagJob(), music, "-o", table, "--top", "0");
        refused(2, new TagJob(), music, "-o", table, "--windows", "0");
        refused(2, new TagJob(), music, "-o", table, "--batch", "0");
        refused(2, new SeparateJob(), music, "-o", table, "--stem-format", "midi");
        refused(3, new SeparateJob(), music, "-o", table, "--stems", "kazoo");
        refused(2, new SeparateJob(), music, "-o", music + "/stems");
        refused(3, new EmbedJob(), music, "-o", table, "-m", "mir-vocals-2");
        refused(3, new TagJob(), music, "-o", table, "-m", "no-such-model");
        refused(2, new EvaluateJob(), "gtzan", "--root", music, "-m", "mir-tagger-1", "--out", table, "--limit", "0");
        assertFalse(Files.exists(Path.of(table)));
    }

    @Test
    void separatesATable() throws Exception {
        Path music = music(1);
        String out = directory.resolve("out").toString();
        assertEquals(0, TableJob.run(new SeparateJob(), music.toString(), "-o", out, "--stem-format", "flac"));
        assertEquals("null", rows("out/table").get("0.wav"));
        try (var files = Files.walk(directory.resolve("out/stems"))) {
            assertEquals(
                    List.of("accompaniment.flac", "vocals.flac"),
                    files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .sorted()
                            .toList());
        }
    }
}
