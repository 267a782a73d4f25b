// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.MirException;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.Models;
import org.mir4j.models.separation.Separator;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.tagging.Tagger;

class MirSparkTest {

    private static final SparkSession SPARK = Sessions.local();
    private static final InstalledModel MODEL = Models.get("mir-tagger-1");

    @TempDir
    Path directory;

    private static Dataset<Row> table(String... files) {
        return SPARK.createDataset(List.of(files), Encoders.STRING()).toDF("path");
    }

    private static Map<String, Row> byFile(Dataset<Row> rows) {
        Map<String, Row> byFile = new HashMap<>();
        for (Row row : rows.collectAsList()) {
            assertNull(byFile.put(row.getString(0), row), "each file once");
        }
        return byFile;
    }

    private static void assertTagged(Taggram expected, Row row) {
        assertNull(row.getAs("error"));
        assertEquals(expected.duration(), row.<Double>getAs("duration"), 1e-9);
        List<Row> tags = row.getList(row.fieldIndex("tags"));
        assertEquals(expected.tags().size(), tags.size());
        for (Row tag : tags) {
            assertEquals(expected.scores().of(tag.getString(0)), tag.getFloat(1), 1e-6, tag.getString(0));
        }
    }

    @Test
    void tagsFilesAsATaggerDoes() throws Exception {
        Path plain = Sounds.wav(directory.resolve("plain.wav"), 12, 1);
        Path odd = Sounds.wav(directory.resolve("50 % süß #1.wav"), 3, 2);
        Path broken = Files.write(directory.resolve("broken.wav"), new byte[200]);
        Path missing = directory.resolve("missing.mp3");
        Dataset<Row> tagged = MirSpark.tag(
                table(
                        plain.toString(),
                        odd.toUri().getScheme() + ":" + odd,
                        broken.toString(),
                        missing.toString(),
                        " "),
                "path",
                MODEL,
                TagSettings.standard().withTimeline());
        Map<String, Row> rows = byFile(tagged);
        assertEquals(4, rows.size());
        try (Tagger tagger = Tagger.load("mir-tagger-1")) {
            Taggram expected = tagger.tag(plain);
            assertTagged(expected, rows.get(plain.toString()));
            assertTagged(tagger.tag(odd), rows.get("file:" + odd));
            List<Row> timeline =
                    rows.get(plain.toString()).getList(tagged.schema().fieldIndex("timeline"));
            assertEquals(expected.windows().size(), timeline.size());
            assertEquals(2, timeline.get(1).getDouble(0), 1e-9);
            float rock = timeline.get(1).<String, Float>getJavaMap(2).get("rock");
            assertEquals(expected.windows().get(1).scores().of("rock"), rock, 1e-6);
        }
        assertTrue(rows.get(broken.toString()).<String>getAs("error").contains("broken.wav"));
        assertTrue(rows.get(missing.toString()).<String>getAs("error").contains("missing.mp3"));
        assertEquals(MODEL.card().weightsSha256(), rows.get(missing.toString()).getAs("sha256"));
    }

    @Test
    void tagsBytesThatADatasetHolds() throws Exception {
        Path file = Sounds.wav(directory.resolve("held.wav"), 4, 3);
        Dataset<Row> bytes = SPARK.read().format("binaryFile").load(directory.toString());
        List<Row> rows = MirSpark.tag(
                        bytes, "content", MODEL, TagSettings.standard().withTop(5))
                .collectAsList();
        assertEquals(1, rows.size());
        assertTrue(rows.get(0).getString(0).endsWith("held.wav"));
        try (Tagger tagger = Tagger.load("mir-tagger-1")) {
            List<Row> tags = rows.get(0).getList(rows.get(0).fieldIndex("tags"));
            assertEquals(
                    tagger.tag(file).top(5).stream().map(tag -> tag.tag()).toList(),
                    tags.stream().map(tag -> tag.getString(0)).toList());
        }
    }

    @Test
    void fetchesFromTheWeb() throws Exception {
        Path file = Sounds.wav(directory.resolve("a b.wav"), 3, 4);
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            boolean there = exchange.getRequestURI().getRawPath().equals("/a%20b.wav");
            byte[] body = there ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(there ? 200 : 404, there ? body.length : -1);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();
            Map<String, Row> rows =
                    byFile(MirSpark.tag(table(base + "/a%20b.wav", base + "/gone.wav"), "path", "mir-tagger-1"));
            try (Tagger tagger = Tagger.load("mir-tagger-1")) {
                assertTagged(tagger.tag(file), rows.get(base + "/a%20b.wav"));
            }
            String error = rows.get(base + "/gone.wav").getAs("error");
            assertTrue(error.contains("gone.wav") && error.contains("404"), error);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void tagsALongRecordingInPartsAsWhole() throws Exception {
        Path file = Sounds.wav(directory.resolve("long.wav"), 73, 5);
        var work = MirSpark.Work.of(table(file.toString()), "path", MODEL, ExecutorSettings.tagging());
        LongRecordings parts = work.inParts(TagSettings.standard());
        Row twice = RowFactory.create(file.toString(), 3, 2);
        Row broken = RowFactory.create(directory.resolve("none.wav").toString(), 2, 1);
        List<Row> tagged = parts.tagged(SPARK, List.of(twice, broken)).collectAsList();
        assertEquals(3, tagged.size());
        try (Tagger tagger = Tagger.load("mir-tagger-1")) {
            Taggram expected = tagger.tag(file);
            for (Row row : tagged) {
                if (row.getString(0).equals(file.toString())) {
                    assertTagged(expected, row);
                } else {
                    assertTrue(row.<String>getAs("error").contains("none.wav"));
                }
            }
        }
        assertTrue(parts.among(work.recordings()).isEmpty());
        assertEquals(1, LongRecordings.parts("a.flac", 500L << 20));
        assertEquals(18, LongRecordings.parts("a.MP3", 600L << 20));
        assertEquals(1, LongRecordings.parts("a.mp3", -1));
    }

    @Test
    void loadsAModelOnceAndSharesIt() throws Exception {
        Path file = Sounds.wav(directory.resolve("one.wav"), 3, 6);
        MirSpark.tag(table(file.toString()), "path", "mir-tagger-1").count();
        int before = SharedModel.loads();
        MirSpark.tag(table(file.toString(), file.toString()).repartition(2), "path", "mir-tagger-1")
                .collectAsList();
        assertEquals(before, SharedModel.loads());
    }

    @Test
    void embedsAsATaggerDoes() throws Exception {
        Path file = Sounds.wav(directory.resolve("e.wav"), 12, 7);
        Map<String, Row> rows = byFile(MirSpark.embed(table(file.toString(), file + ".none"), "path", MODEL, true));
        Row row = rows.get(file.toString());
        try (Tagger tagger = Tagger.load("mir-tagger-1")) {
            var expected = tagger.embeddings(file);
            List<Float> mean = row.getList(row.fieldIndex("embedding"));
            float[] values = new float[mean.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = mean.get(i);
            }
            assertArrayEquals(expected.mean(), values, 1e-5f);
            assertEquals(
                    expected.windows().size(),
                    row.getList(row.fieldIndex("timeline")).size());
        }
        assertTrue(rows.get(file + ".none").<String>getAs("error").contains("e.wav.none"));
    }

    @Test
    void separatesAsASeparatorDoes() throws Exception {
        Path song = Sounds.wav(directory.resolve("_song.wav"), 3, 8);
        StemSettings settings = StemSettings.in(directory.resolve("stems").toString());
        InstalledModel model = Models.get("mir-vocals-2");
        Map<String, Row> rows = byFile(MirSpark.separate(table(song.toString(), "/none.wav"), "path", model, settings));
        Map<String, String> stems =
                rows.get(song.toString()).getJavaMap(rows.get(song.toString()).fieldIndex("stems"));
        try (Separator separator = Separator.load("mir-vocals-2")) {
            separator.separate(song, directory.resolve("expected"));
        }
        for (String stem : List.of("vocals", "accompaniment")) {
            Path written = Path.of(URI.create(stems.get(stem)));
            assertTrue(written.getParent().getFileName().toString().matches("song-[0-9a-f]{8}"), written.toString());
            assertArrayEquals(
                    Files.readAllBytes(directory.resolve("expected/" + stem + ".wav")), Files.readAllBytes(written));
            assertEquals(2, written.getParent().toFile().list().length, "no drafts beside it");
        }
        assertEquals(3, rows.get(song.toString()).<Double>getAs("duration"), 1e-6);
        assertTrue(rows.get("/none.wav").<String>getAs("error").contains("/none.wav"));
    }

    @Test
    void knowsHowOftenATaskIsTried() {
        var conf = new SparkConf(false);
        for (var tries : Map.of("local", 1, "local[*]", 1, "local[4]", 1, "local[2, 3]", 3, "yarn", 4)
                .entrySet()) {
            assertEquals(tries.getValue(), TaskAttempt.most(conf.set("spark.master", tries.getKey())), tries.getKey());
        }
        conf.set("spark.task.maxFailures", "7");
        assertEquals(7, TaskAttempt.most(conf.set("spark.master", "spark://host:7077")));
    }

    @Test
    void refusesWhatCannotBeDone() {
        StemSettings stems = StemSettings.in(directory.toString());
        assertThrows(MirException.class, () -> MirSpark.tag(table("a"), "song", "mir-tagger-1"));
        assertThrows(MirException.class, () -> MirSpark.tag(table("a"), "path", "mir-vocals-2"));
        assertThrows(MirException.class, () -> MirSpark.separate(table("a"), "path", MODEL, stems));
        assertThrows(
                IllegalArgumentException.class, () -> TagSettings.standard().withTop(0));
        assertThrows(
                IllegalArgumentException.class, () -> TagSettings.standard().withWindows(-1));
    }

    @Test
    void foldersOfSongsAreStableAndApart() {
        assertEquals(StemFolders.name("s3a://a/b/Song.mp3"), StemFolders.name("s3a://a/b/Song.mp3"));
        assertTrue(StemFolders.name("s3a://a/b/Song.mp3").startsWith("Song-"));
        assertTrue(!StemFolders.name("a/Song.mp3").equals(StemFolders.name("b/Song.mp3")));
        String longest = StemFolders.name("ü".repeat(300) + ".flac");
        assertTrue(longest.getBytes(StandardCharsets.UTF_8).length < 140, longest);
        assertTrue(StemFolders.name("___.wav").startsWith("song-"));
    }

    @Test
    void saysWhichSettingsExecutorsLack() {
        var conf = JavaSparkContext.fromSparkContext(SPARK.sparkContext())
                .getConf()
                .clone();
        ExecutorSettings settings = ExecutorSettings.tagging();
        assertTrue(settings.missing(conf, name -> "set").isEmpty());
        String local = settings.missing(conf, name -> null).orElseThrow();
        assertTrue(local.contains("MALLOC_ARENA_MAX=1"), local);
        conf.set("spark.master", "yarn");
        String cluster = settings.missing(conf, name -> "set").orElseThrow();
        assertTrue(cluster.contains("--conf spark.executorEnv.OMP_WAIT_POLICY=passive"), cluster);
        settings.wanted().forEach((name, value) -> conf.set("spark.executorEnv." + name, value));
        assertTrue(settings.missing(conf, name -> null).isEmpty());
        assertEquals("20000000", ExecutorSettings.separation().wanted().get("MALLOC_MMAP_THRESHOLD_"));
    }
}
