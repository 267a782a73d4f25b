// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.core.error.AudioException;
import org.mir4j.models.store.InstalledModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Separates the songs of a table: {@code spark-submit --class org.mir4j.spark.SeparateJob}. */
@Command(
        name = "SeparateJob",
        description =
                "Separates songs: stems go to DIR/stems, a folder for each song, and a table of Parquet to DIR/table.")
public final class SeparateJob extends TableJob {

    private static final int RECORDINGS_PER_CORE = 50;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            defaultValue = "mir-vocals-2",
            description = "the model (default: ${DEFAULT-VALUE})")
    private String model;

    @Option(names = "--stems", split = ",", paramLabel = "NAME", description = "write only these stems")
    private List<String> stems = List.of();

    @Option(names = "--two-stems", paramLabel = "NAME", description = "write this stem, and all else as another")
    private String twoStems;

    @Option(names = "--residual", description = "the last stem, or all else, is what the others leave of the song")
    private boolean residual;

    @Option(
            names = "--stem-format",
            paramLabel = "wav|flac|mp3",
            defaultValue = "wav",
            description = "how to write stems")
    private String stemFormat;

    @Option(names = "--bits", paramLabel = "16|24|32f", description = "bits per sample (default: 16)")
    private String bits;

    SeparateJob() {}

    /**
     * Runs the job.
     *
     * @param arguments {@code --help} shows them
     */
    public static void main(String[] arguments) {
        TableJob.main(new SeparateJob(), arguments);
    }

    @Override
    int recordingsPerCore() {
        return RECORDINGS_PER_CORE;
    }

    @Override
    String table() {
        return output() + "/table";
    }

    @Override
    String model() {
        return model;
    }

    @Override
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("--stems", stems.isEmpty() ? "all" : String.join(",", stems));
        settings.put("--two-stems", twoStems == null ? "none" : twoStems);
        settings.put("--residual", Boolean.toString(residual));
        settings.put("--stem-format", format().toString());
        return settings;
    }

    @Override
    void require(InstalledModel installed) {
        if ((output() + "/").startsWith(input().replaceFirst("/*$", "/"))) {
            throw wrong("Stems cannot go to " + output() + ", which lies in " + input()
                    + ", whose songs are separated; choose another directory.");
        }
        stems().require(installed.card());
    }

    private AudioFormat format() {
        try {
            return bits == null ? AudioFormat.of(stemFormat) : AudioFormat.of(stemFormat, bits);
        } catch (AudioException e) {
            throw wrong(e.getMessage());
        }
    }

    private StemSettings stems() {
        return new StemSettings(output() + "/stems", stems, twoStems, residual, format());
    }

    @Override
    Dataset<Row> rows(Dataset<Row> recordings, InstalledModel installed) {
        return MirSpark.separate(recordings, Columns.FILE, installed, stems());
    }
}
