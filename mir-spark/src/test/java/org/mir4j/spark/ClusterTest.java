// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.models.tagging.Tagger;

/** Two executors in processes of their own, one of which is killed at work. */
class ClusterTest {

    private static final int FILES = 120;
    private static final int DONE_BEFORE = 10;

    @TempDir
    Path directory;

    @AfterEach
    void stopTheCluster() {
        SparkSession.active().stop();
    }

    /** A home of Spark whose jars are the class path of the tests. */
    private static String home() throws Exception {
        Path jars = Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        List<String> folders = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(part).toAbsolutePath();
            if (Files.isDirectory(path)) {
                folders.add(path.toString());
            } else {
                try {
                    Files.createSymbolicLink(jars.resolve(path.getFileName()), path);
                } catch (FileAlreadyExistsException e) {
                    continue; // of an earlier run
                }
            }
        }
        return String.join(File.pathSeparator, folders);
    }

    private static SparkSession cluster() throws Exception {
        SparkSession.getActiveSession().foreach(session -> {
            session.stop();
            return null;
        });
        return Sessions.quiet("local-cluster[2,1,1024]")
                .config("spark.executor.extraClassPath", home())
                .config("spark.executorEnv.MIR_HOME", System.getProperty("mir.home"))
                .config("spark.executor.memory", "512m")
                .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .getOrCreate();
    }

    @Test
    void losesNothingWithAnExecutor() throws Exception {
        Path music = directory.resolve("music");
        for (int i = 0; i < FILES; i++) {
            Sounds.wav(music.resolve(i + ".wav"), 2, i % 8);
        }
        SparkSession spark = cluster();
        List<String> removed = new ArrayList<>();
        CompletableFuture<Void> killed = new CompletableFuture<>();
        spark.sparkContext().addSparkListener(new SparkListener() {
            private int done;

            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                boolean wrote = end.taskMetrics() != null
                        && end.taskMetrics().outputMetrics().recordsWritten() > 0;
                done += wrote ? 1 : 0;
                if (done == DONE_BEFORE && !killed.isDone()) {
                    executors().get(0).destroyForcibly();
                    killed.complete(null);
                }
            }

            @Override
            public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
                removed.add(event.executorId());
            }
        });
        int code = TableJob.run(
                new TagJob(), music.toString(), "-o", directory.resolve("tags").toString());
        assertEquals(0, code);
        assertTrue(killed.isDone());
        assertTrue(!removed.isEmpty(), "an executor was lost");
        List<Row> rows =
                spark.read().parquet(directory.resolve("tags").toString()).collectAsList();
        assertEquals(FILES, rows.size());
        Map<String, Row> byFile = rows.stream().collect(Collectors.toMap(row -> row.getString(0), row -> row));
        assertEquals(FILES, byFile.size());
        try (Tagger tagger = Tagger.load("mir-tagger-1")) {
            for (int i = 0; i < 8; i++) {
                Path file = music.resolve(i + ".wav");
                Row row = byFile.get("file:" + file);
                assertNull(row.getAs("error"));
                var expected = tagger.tag(file).scores();
                row.<Row>getList(row.fieldIndex("tags"))
                        .forEach(tag -> assertEquals(expected.of(tag.getString(0)), tag.getFloat(1), 1e-6));
            }
        }
    }

    private static List<ProcessHandle> executors() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .toList();
    }
}
