// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.mir4j.models.store.InstalledModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tags the recordings of a table: {@code spark-submit --class org.mir4j.spark.TagJob}. */
@Command(name = "TagJob", description = "Tags recordings, and writes a table of Parquet.")
public final class TagJob extends TableJob {

    private static final int RECORDINGS_PER_CORE = 5000;
    private static final int MOST_WINDOWS = 100_000;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            defaultValue = "mir-tagger-1",
            description = "the model (default: ${DEFAULT-VALUE})")
    private String model;

    @Option(names = "--top", paramLabel = "N", description = "how many tags to keep (default: all)")
    private Integer top;

    @Option(names = "--timeline", description = "keep the scores of every window")
    private boolean timeline;

    @Option(
            names = "--windows",
            paramLabel = "N",
            description = "take N windows, evenly spread, instead of one after the other")
    private Integer windows;

    TagJob() {}

    /**
     * Runs the job.
     *
     * @param arguments {@code --help} shows them
     */
    public static void main(String[] arguments) {
        TableJob.main(new TagJob(), arguments);
    }

    @Override
    int recordingsPerCore() {
        return RECORDINGS_PER_CORE;
    }

    @Override
    String model() {
        return model;
    }

    @Override
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("--top", top == null ? "all" : top.toString());
        settings.put("--timeline", Boolean.toString(timeline));
        settings.put("--windows", windows == null ? "consecutive" : windows.toString());
        return settings;
    }

    @Override
    void require(InstalledModel installed) {
        installed.card().tagging();
        if (top != null && top < 1) {
            throw wrong("--top takes a number from 1 up, got " + top + ".");
        }
        if (windows != null && (windows < 1 || windows > MOST_WINDOWS)) {
            throw wrong("--windows takes a number from 1 to " + MOST_WINDOWS + ", got " + windows + ".");
        }
    }

    private TagSettings tagSettings() {
        return new TagSettings(top == null ? Integer.MAX_VALUE : top, timeline, windows == null ? 0 : windows);
    }

    @Override
    Dataset<Row> rows(Dataset<Row> recordings, InstalledModel installed) {
        return MirSpark.tagWhole(recordings, Columns.FILE, installed, tagSettings());
    }

    @Override
    List<Row> longOnes(Dataset<Row> recordings, InstalledModel installed) {
        return windows == null
                ? MirSpark.inParts(recordings, installed, tagSettings()).among(recordings)
                : List.of();
    }

    @Override
    Dataset<Row> rowsOfLong(SparkSession spark, List<Row> longOnes, InstalledModel installed) {
        Dataset<Row> none = spark.createDataset(List.of(), Encoders.STRING()).toDF(Columns.FILE);
        return MirSpark.inParts(none, installed, tagSettings()).tagged(spark, longOnes);
    }
}
