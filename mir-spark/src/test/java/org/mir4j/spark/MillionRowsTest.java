// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.models.store.InstalledModel;
import picocli.CommandLine.Command;

/** What a job of a million recordings asks of the driver, with rows that cost nothing in the place of tagged ones. */
@Tag("slow")
class MillionRowsTest {

    private static final int ROWS = 1_000_000;
    private static final int TAGS = 91;

    @TempDir
    Path directory;

    /** Makes up the tags of a recording. */
    @Command(name = "StubJob")
    private static final class StubJob extends TableJob {

        @Override
        int recordingsPerCore() {
            return 20_000;
        }

        @Override
        String model() {
            return "mir-tagger-1";
        }

        @Override
        Map<String, String> settings() {
            return Map.of();
        }

        @Override
        void require(InstalledModel model) {
            model.card().tagging();
        }

        @Override
        Dataset<Row> rows(Dataset<Row> recordings, InstalledModel model) {
            return recordings.mapPartitions(stub(model.card().weightsSha256()), Encoders.row(TagTable.SCHEMA));
        }

        private static MapPartitionsFunction<Row, Row> stub(String sha256) {
            return (Iterator<Row> rows) -> new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return rows.hasNext();
                }

                @Override
                public Row next() {
                    String file = rows.next().getString(0);
                    Object[] tags = new Object[TAGS];
                    for (int i = 0; i < TAGS; i++) {
                        tags[i] = RowFactory.create("tag " + i, (file.hashCode() >>> 8) / (float) (1 << 24));
                    }
                    return RowFactory.create(file, "stub", sha256, 200.0, tags, null, new Object[0], null);
                }
            };
        }
    }

    @Test
    void takesAMillionRows() throws Exception {
        SparkSession spark = Sessions.local();
        String input = directory.resolve("input.parquet").toString();
        spark.range(ROWS)
                .select(functions
                        .concat(functions.lit("s3a://archive/"), functions.col("id"), functions.lit(".mp3"))
                        .as("file"))
                .write()
                .parquet(input);
        AtomicLong tasks = new AtomicLong();
        spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                tasks.incrementAndGet();
            }
        });
        String output = directory.resolve("tags").toString();
        long began = System.nanoTime();
        assertEquals(0, TableJob.run(new StubJob(), input, "-o", output));
        assertEquals(0, TableJob.run(new StubJob(), input, "-o", output, "--resume"));
        Dataset<Row> rows = spark.read().parquet(output);
        assertEquals(ROWS, rows.count());
        assertEquals(ROWS, rows.select("file").distinct().count());
        long files;
        try (var all = Files.walk(Path.of(output))) {
            files = all.filter(file -> file.toString().endsWith(".parquet")).count();
        }
        Runtime runtime = Runtime.getRuntime();
        assertTrue(files < ROWS / 100, files + " files");
        System.out.printf(
                "%d rows: %d tasks, %d files, %d s, %d MB of heap%n",
                ROWS,
                tasks.get(),
                files,
                (System.nanoTime() - began) / 1_000_000_000L,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
}
