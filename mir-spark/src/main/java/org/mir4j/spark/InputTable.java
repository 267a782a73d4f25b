// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;

/** What a job works on: a table that names recordings, or a directory of them. */
final class InputTable {

    /** How a table is written down. */
    enum Format {
        PARQUET(".parquet"),
        CSV(".csv"),
        TSV(".tsv"),
        JSON(".json", ".jsonl", ".ndjson"),
        FILES;

        private final List<String> endings;

        Format(String... endings) {
            this.endings = List.of(endings);
        }

        private boolean isOf(String name) {
            String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|bz2|zst)$", "");
            return endings.stream().anyMatch(plain::endsWith);
        }
    }

    private static final List<String> COLUMNS = List.of(Columns.FILE, "path", "url");

    private static final List<String> RECORDINGS = List.of(
            "aac", "aif", "aifc", "aiff", "ape", "au", "caf", "dsf", "flac", "m4a", "m4b", "mka", "mkv", "mp2", "mp3",
            "mp4", "mpc", "oga", "ogg", "opus", "snd", "tta", "w64", "wav", "wave", "weba", "webm", "wma", "wv");

    private final SparkSession spark;

    InputTable(SparkSession spark) {
        this.spark = spark;
    }

    /**
     * The names of recordings, each once.
     *
     * @param input a table, or a directory of recordings or of a table's files
     * @param format null for that which names tell
     * @param column of names; null for {@code file}, {@code path}, {@code url}, or the only one
     * @return one column, {@code file}
     * @throws MirException if there is no such input, or it has no such column
     */
    Dataset<Row> read(String input, Format format, String column) {
        Format known = format == null ? format(input) : format;
        Dataset<Row> table =
                switch (known) {
                    case PARQUET -> spark.read().parquet(input);
                    case CSV ->
                        spark.read()
                                .option("header", true)
                                .option("escape", "\"")
                                .csv(input);
                    case TSV ->
                        spark.read().option("header", true).option("sep", "\t").csv(input);
                    case JSON -> spark.read().option("mode", "FAILFAST").json(input);
                    case FILES -> recordings(input);
                };
        return table.select(table.col("`" + column(table, column) + "`")
                        .cast(DataTypes.StringType)
                        .as(Columns.FILE))
                .filter(functions.trim(functions.col(Columns.FILE)).notEqual(""))
                .distinct();
    }

    /**
     * Recordings below a directory, listed and not read. Spark leaves names out that begin with a dot or a low line. Of the
     * rows it would leave out empty files, too; they are in its list all the same.
     */
    private Dataset<Row> recordings(String directory) {
        String endings = RECORDINGS.stream()
                .map(ending -> ending.chars()
                        .mapToObj(c -> "[" + (char) c + Character.toUpperCase((char) c) + "]")
                        .collect(Collectors.joining()))
                .collect(Collectors.joining(",", "*.{", "}"));
        String[] listed = spark.read()
                .format("binaryFile")
                .option("recursiveFileLookup", true)
                .option("pathGlobFilter", endings)
                .load(directory)
                .inputFiles();
        List<String> names = Arrays.stream(listed)
                .map(address -> new Path(URI.create(address)).toString())
                .toList();
        return spark.createDataset(names, Encoders.STRING()).toDF("path");
    }

    private Format format(String input) {
        Path path = new Path(input);
        try {
            FileSystem files = path.getFileSystem(spark.sessionState().newHadoopConf());
            FileStatus[] found = files.globStatus(path);
            if (found == null || found.length == 0) {
                throw new MirException("There is no " + input
                        + "; expected a table or a directory, in whose name \\ stands before [, ], {, }, * and ?.");
            }
            FileStatus first = found[0];
            List<String> names = first.isDirectory()
                    ? namesIn(files, first.getPath())
                    : List.of(first.getPath().getName());
            List<Format> formats = Arrays.stream(Format.values())
                    .filter(format -> names.stream().anyMatch(format::isOf))
                    .toList();
            boolean hasRecordings = names.stream().anyMatch(InputTable::isRecording);
            if (formats.size() > 1 || formats.size() == 1 && hasRecordings) {
                throw new MirException(input + " holds files of several kinds, "
                        + (hasRecordings ? "recordings" : formats.get(1)) + " beside " + formats.get(0)
                        + "; say which are meant with --format.");
            }
            if (!formats.isEmpty()) {
                return formats.get(0);
            }
            if (first.isDirectory()) {
                return Format.FILES;
            }
            throw new MirException(input + " is no table by its name, which ends with none of "
                    + Arrays.stream(Format.values())
                            .flatMap(format -> format.endings.stream())
                            .collect(Collectors.joining(", "))
                    + "; say what it is with --format.");
        } catch (IOException | IllegalArgumentException e) {
            String reason = e instanceof IOException io ? Reason.of(io) : e.getMessage();
            throw new MirException(input + " cannot be read: " + reason + ".", e);
        }
    }

    /** What lies in a directory, or in the first of the folders by which a table is divided ({@code year=2020}). */
    private static List<String> namesIn(FileSystem files, Path directory) throws IOException {
        List<FileStatus> seen = Arrays.stream(files.listStatus(directory))
                .filter(status -> !status.getPath().getName().startsWith("_")
                        && !status.getPath().getName().startsWith("."))
                .toList();
        boolean isDivided = !seen.isEmpty()
                && seen.stream()
                        .allMatch(status -> status.isDirectory()
                                && status.getPath().getName().contains("="));
        return isDivided
                ? namesIn(files, seen.get(0).getPath())
                : seen.stream().map(status -> status.getPath().getName()).toList();
    }

    private static boolean isRecording(String name) {
        return RECORDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static String column(Dataset<Row> table, String wanted) {
        List<String> columns = List.of(table.columns());
        if (wanted != null) {
            if (!columns.contains(wanted)) {
                throw new MirException("The table has no column '" + wanted + "'; it has " + String.join(", ", columns)
                        + ". Name one of them with --column.");
            }
            return wanted;
        }
        return COLUMNS.stream()
                .filter(columns::contains)
                .findFirst()
                .or(() -> columns.size() == 1 ? columns.stream().findFirst() : Optional.empty())
                .orElseThrow(() -> new MirException("The table has no column " + String.join(", ", COLUMNS)
                        + "; it has " + String.join(", ", columns) + ". Name the one of recordings with --column."));
    }
}
