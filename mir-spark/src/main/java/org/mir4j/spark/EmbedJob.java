// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mir4j.models.store.InstalledModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Embeds the recordings of a table: {@code spark-submit --class org.mir4j.spark.EmbedJob}. */
@Command(
        name = "EmbedJob",
        description = "Gives the vectors that a model's classifier receives, as a table of Parquet.")
public final class EmbedJob extends TableJob {

    private static final int RECORDINGS_PER_CORE = 5000;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            defaultValue = "mir-tagger-1",
            description = "a model that pools what its encoder gives (default: ${DEFAULT-VALUE})")
    private String model;

    @Option(names = "--timeline", description = "keep the vectors of every window")
    private boolean timeline;

    EmbedJob() {}

    /**
     * Runs the job.
     *
     * @param arguments {@code --help} shows them
     */
    public static void main(String[] arguments) {
        TableJob.main(new EmbedJob(), arguments);
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
        return Map.of("--timeline", Boolean.toString(timeline));
    }

    @Override
    void require(InstalledModel installed) {
        new EmbeddingTable(installed.card(), timeline);
    }

    @Override
    Dataset<Row> rows(Dataset<Row> recordings, InstalledModel installed) {
        return MirSpark.embed(recordings, Columns.FILE, installed, timeline);
    }
}
