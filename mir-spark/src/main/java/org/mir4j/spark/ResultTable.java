// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;

/**
 * A table that grows by batches: a directory of Parquet, {@code batch=0}, {@code batch=1} and so on, each of which is written
 * by Spark, and whole when Spark has marked it as a success. What a job that was stopped has left of a batch is removed by the
 * next. Beside the batches {@code _settings} holds what the rows of each model depend on.
 */
final class ResultTable {

    private static final String BATCH = "batch";
    private static final String PREFIX = BATCH + "=";
    private static final String RETRIED = "_retried-";
    private static final String SETTINGS = "_settings";

    /** The setting that names the kind of job. */
    static final String JOB = "job";

    /** By its mark a batch is known to be whole, whatever else is set for other tables. */
    private static final String MARKS = "mapreduce.fileoutputcommitter.marksuccessfuljobs";

    private static final int DIGITS = 16;

    private final SparkSession spark;
    private final Path directory;
    private final FileSystem files;

    /**
     * @param spark the application
     * @param directory of the table, which need not be there
     * @throws MirException if its file system cannot be reached
     */
    ResultTable(SparkSession spark, String directory) {
        this.spark = spark;
        this.directory = new Path(directory);
        files = attempt(
                "be reached",
                () -> this.directory.getFileSystem(spark.sessionState().newHadoopConf()));
    }

    /** Something with files. */
    private interface Access<T> {
        T run() throws IOException;
    }

    private <T> T attempt(String what, Access<T> access) {
        try {
            return access.run();
        } catch (IOException e) {
            throw new MirException(
                    "The table " + directory + " cannot " + what + ": " + Reason.of(e)
                            + ". Executors and the driver have to be able to write to it.",
                    e);
        }
    }

    /**
     * Prepares for rows of a model.
     *
     * @param sha256 of the model's weights
     * @param settings what its rows depend on
     * @param resume whether there may be rows already
     * @throws MirException if there are rows and may not be, or those of the model were made with other settings
     */
    void open(String sha256, Map<String, String> settings, boolean resume) {
        attempt("be prepared", () -> {
            if (!resume && files.exists(directory) && files.listStatus(directory).length > 0) {
                throw new MirException(
                        "The table " + directory + " is there already, and is not changed; --resume goes on"
                                + " with it, or choose another directory.");
            }
            requireTable();
            files.mkdirs(directory);
            requireJob(settings.get(JOB));
            finishRetries();
            for (Path batch : batches(false)) {
                files.delete(batch, true);
            }
            Path kept = new Path(new Path(directory, SETTINGS), sha256.substring(0, DIGITS) + ".json");
            if (files.exists(kept)) {
                requireSame(settings, kept);
            } else {
                try (OutputStream out = files.create(kept, true)) {
                    out.write(new Gson().toJson(settings).getBytes(StandardCharsets.UTF_8));
                }
            }
            return null;
        });
    }

    /** Refuses a directory of other things, in which something would be deleted or mixed up. */
    private void requireTable() throws IOException {
        if (!files.exists(directory)) {
            return;
        }
        if (files.listStatus(directory).length > 0 && !files.exists(new Path(directory, SETTINGS))) {
            throw new MirException("The directory " + directory + " lacks " + SETTINGS
                    + ", which such a job writes beside its results; choose another directory.");
        }
        for (FileStatus status : files.listStatus(directory)) {
            String name = status.getPath().getName();
            if (!name.startsWith(PREFIX) && !name.startsWith("_") && !name.startsWith(".")) {
                throw new MirException("The directory " + directory + " holds " + name
                        + ", which is of no table of results; expected one that such a job has written, or a new one.");
            }
        }
    }

    /** Refuses rows of one kind of job among those of another, whatever their models. */
    private void requireJob(String job) throws IOException {
        Path kept = new Path(directory, SETTINGS);
        if (!files.exists(kept)) {
            return;
        }
        for (FileStatus status : files.listStatus(kept)) {
            String before = settings(status.getPath()).get(JOB);
            if (!job.equals(before)) {
                throw new MirException("The table " + directory + " is one of " + before + ", not of " + job
                        + "; choose another directory.");
            }
        }
    }

    private Map<String, String> settings(Path kept) throws IOException {
        try (InputStream in = files.open(kept)) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Gson().fromJson(json, new TypeToken<LinkedHashMap<String, String>>() {}.getType());
        }
    }

    private void requireSame(Map<String, String> settings, Path kept) throws IOException {
        Map<String, String> before = settings(kept);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String earlier = before.getOrDefault(setting.getKey(), "not set");
            if (!setting.getValue().equals(earlier)) {
                throw new MirException("The table " + directory + " was begun with " + setting.getKey() + " " + earlier
                        + ", not " + setting.getValue() + "; go on as it was begun, or choose another directory.");
            }
        }
    }

    /** The batches that are whole, or those that are not, in order. */
    private List<Path> batches(boolean whole) throws IOException {
        if (!files.exists(directory)) {
            return List.of();
        }
        Map<Integer, Path> batches = new TreeMap<>();
        for (FileStatus status : files.listStatus(directory)) {
            String name = status.getPath().getName();
            if (name.matches(PREFIX + "\\d{1,9}") && files.exists(success(status.getPath())) == whole) {
                batches.put(Integer.valueOf(name.substring(PREFIX.length())), status.getPath());
            }
        }
        return List.copyOf(batches.values());
    }

    private static Path success(Path batch) {
        return new Path(batch, "_SUCCESS");
    }

    /** The rows that are there; empty before the first batch. */
    Optional<Dataset<Row>> rows() {
        List<Path> batches = attempt("be listed", () -> batches(true));
        if (batches.isEmpty()) {
            return Optional.empty();
        }
        String[] paths = batches.stream().map(Path::toString).toArray(String[]::new);
        return Optional.of(spark.read().option("basePath", directory.toString()).parquet(paths));
    }

    /** Adds a batch of rows, all of them or none. */
    void add(Dataset<Row> rows) {
        List<Path> batches = attempt("be listed", () -> batches(true));
        int next = batches.isEmpty() ? 0 : number(batches.get(batches.size() - 1)) + 1;
        rows.write()
                .option(MARKS, true)
                .mode(SaveMode.ErrorIfExists)
                .parquet(new Path(directory, PREFIX + next).toString());
    }

    private static int number(Path batch) {
        return Integer.parseInt(batch.getName().substring(PREFIX.length()));
    }

    /**
     * Takes out the rows of a model that hold errors, so that their recordings are worked on again. A batch is replaced by
     * what is left of it when that is whole.
     *
     * @param sha256 of the model's weights
     */
    void takeOutErrors(String sha256) {
        Optional<Dataset<Row>> rows = rows();
        if (rows.isEmpty()) {
            return;
        }
        var isError = functions
                .col(Columns.ERROR)
                .isNotNull()
                .and(functions.col(Columns.SHA_256).equalTo(sha256));
        List<Row> affected = rows.get().filter(isError).select(BATCH).distinct().collectAsList();
        for (Row row : affected) {
            String number = String.valueOf(row.get(0));
            Path batch = new Path(directory, PREFIX + number);
            spark.read()
                    .parquet(batch.toString())
                    .filter(functions.not(isError))
                    .write()
                    .option(MARKS, true)
                    .mode(SaveMode.Overwrite)
                    .parquet(new Path(directory, RETRIED + number).toString());
        }
        attempt("be changed", () -> {
            finishRetries();
            return null;
        });
    }

    /** Lets what is left of batches take their places; a job that was stopped meanwhile is finished by the next. */
    private void finishRetries() throws IOException {
        List<Path> retried = new ArrayList<>();
        Arrays.stream(files.listStatus(directory))
                .map(FileStatus::getPath)
                .filter(path -> path.getName().startsWith(RETRIED))
                .forEach(retried::add);
        for (Path path : retried) {
            if (files.exists(success(path))) {
                Path batch = new Path(directory, PREFIX + path.getName().substring(RETRIED.length()));
                if (files.exists(batch) && !files.delete(batch, true) || !files.rename(path, batch)) {
                    throw new IOException(path + " cannot be renamed to " + batch.getName());
                }
            } else {
                files.delete(path, true);
            }
        }
    }
}
