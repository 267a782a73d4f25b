// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.SerializableConfiguration;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.Models;
import org.mir4j.models.store.InstalledModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tags, embeds and separates the recordings of datasets.
 *
 * <pre>{@code
 * Dataset<Row> songs = spark.read().parquet("s3a://archive/songs");
 * MirSpark.tag(songs, "path", "mir-tagger-1").write().parquet("s3a://archive/tags");
 * }</pre>
 *
 * <p>A recording is named by a column of paths or addresses (any file system that Hadoop knows; a relative path is that of the
 * driver's working directory), or is a column of bytes, beside which a column {@code path} may give its name. The result has a
 * row for each row whose name is not empty: what was found, or a sentence in {@code error} that says why nothing was. The
 * model goes to executors by broadcast, and is loaded once in each. Nothing is done before the result is asked for, but that
 * sizes of files are asked for at once, to tell recordings of hours from others: these are tagged in parts, before the rest.
 */
public final class MirSpark {

    private static final Logger LOG = LoggerFactory.getLogger(MirSpark.class);

    /** A column of names that those who list files write. */
    private static final String PATH = "path";

    private MirSpark() {}

    /**
     * Tags recordings in the usual way: all tags, consecutive windows, no timeline.
     *
     * @param recordings a dataset
     * @param column of paths, addresses or bytes
     * @param model the name of one in the driver's store, fetched there if it is not there yet, or a directory
     * @return {@code file, model, sha256, duration, tags, timeline, warnings, error}; {@code duration} in seconds, {@code tags}
     *     an array of {@code tag} and {@code score} from 0 to 1, the highest first
     * @throws MirException if there is no such model, it does not tag, or the dataset has no such column
     */
    public static Dataset<Row> tag(Dataset<Row> recordings, String column, String model) {
        return tag(recordings, column, Models.get(model), TagSettings.standard());
    }

    /**
     * Tags recordings.
     *
     * @param recordings a dataset
     * @param column of paths, addresses or bytes
     * @param model that tags
     * @param settings how they are tagged, and what is kept
     * @return as {@link #tag(Dataset, String, String)}; {@code timeline}, if it is kept, an array of {@code start} and {@code
     *     end} in seconds and a map {@code scores}
     * @throws MirException if the model does not tag, or the dataset has no such column
     */
    public static Dataset<Row> tag(Dataset<Row> recordings, String column, InstalledModel model, TagSettings settings) {
        Work work = Work.of(recordings, column, tagger(model), ExecutorSettings.tagging());
        if (work.hasBytes() || settings.windows() > 0) {
            return work.tagWhole(settings);
        }
        LongRecordings parts = work.inParts(settings);
        List<Row> longOnes = parts.among(work.recordings());
        if (longOnes.isEmpty()) {
            return work.tagWhole(settings);
        }
        return work.with(LongRecordings.without(longOnes, work.recordings()))
                .tagWhole(settings)
                .union(parts.tagged(recordings.sparkSession(), longOnes));
    }

    /** Tags recordings none of which is tagged in parts. */
    static Dataset<Row> tagWhole(Dataset<Row> recordings, String column, InstalledModel model, TagSettings settings) {
        return Work.of(recordings, column, tagger(model), ExecutorSettings.tagging())
                .tagWhole(settings);
    }

    /** What tags long recordings in parts, and tells which are long. */
    static LongRecordings inParts(Dataset<Row> recordings, InstalledModel model, TagSettings settings) {
        return Work.of(recordings, Columns.FILE, tagger(model), ExecutorSettings.tagging())
                .inParts(settings);
    }

    private static InstalledModel tagger(InstalledModel model) {
        model.card().tagging(); // or it says that it is no tagger
        return model;
    }

    /**
     * Gives the vectors that the model's classifier receives.
     *
     * @param recordings a dataset
     * @param column of paths, addresses or bytes
     * @param model that tags, and pools what its encoder gives
     * @param timeline whether the vectors of every window are kept
     * @return {@code file, model, sha256, duration, embedding, timeline, warnings, error}; {@code embedding} is the mean over
     *     windows
     * @throws MirException if the model gives no embeddings, or the dataset has no such column
     */
    public static Dataset<Row> embed(Dataset<Row> recordings, String column, InstalledModel model, boolean timeline) {
        EmbeddingTable table = new EmbeddingTable(model.card(), timeline);
        Work work = Work.of(recordings, column, model, ExecutorSettings.tagging());
        return work.recordings()
                .mapPartitions(
                        new EmbeddingRows(work.source(), work.model(), table), Encoders.row(EmbeddingTable.SCHEMA));
    }

    /**
     * Separates songs into files: a folder for each below a directory. A song that is separated again replaces its files.
     *
     * @param songs a dataset
     * @param column of paths, addresses or bytes
     * @param model that separates
     * @param settings which stems are written, how, and where
     * @return {@code file, model, sha256, duration, stems, warnings, error}; {@code stems} is a map from names to files
     * @throws MirException if the model does not separate, or the dataset has no such column
     */
    public static Dataset<Row> separate(
            Dataset<Row> songs, String column, InstalledModel model, StemSettings settings) {
        StemTable table = new StemTable(model.card());
        settings.require(model.card());
        Work work = Work.of(songs, column, model, ExecutorSettings.separation());
        StemSettings qualified = settings.qualified(work.hadoop());
        return work.recordings()
                .mapPartitions(
                        new StemRows(work.source(), work.model(), qualified, table), Encoders.row(StemTable.SCHEMA));
    }

    /** What all tasks are given. */
    record Work(
            Dataset<Row> recordings,
            boolean hasBytes,
            RecordingSource source,
            SharedModel model,
            SerializableConfiguration hadoop) {

        Work with(Dataset<Row> others) {
            return new Work(others, hasBytes, source, model, hadoop);
        }

        Dataset<Row> tagWhole(TagSettings settings) {
            TagTable table = new TagTable(model.card(), settings);
            return recordings.mapPartitions(new TagRows(source, model, table), Encoders.row(TagTable.SCHEMA));
        }

        LongRecordings inParts(TagSettings settings) {
            return new LongRecordings(source, model, new TagTable(model.card(), settings));
        }

        static Work of(Dataset<Row> dataset, String column, InstalledModel model, ExecutorSettings settings) {
            List<String> columns = List.of(dataset.columns());
            if (!columns.contains(column)) {
                throw new MirException("There is no column '" + column + "'; there are " + String.join(", ", columns)
                        + ". Name the one that has the recordings.");
            }
            SparkSession session = dataset.sparkSession();
            JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
            settings.missing(spark.getConf(), System::getenv).ifPresent(LOG::warn);
            boolean hasBytes = dataset.schema().apply(column).dataType().equals(DataTypes.BinaryType);
            var hadoop = new SerializableConfiguration(session.sessionState().newHadoopConf());
            RecordingSource source = new RecordingSource(spark.broadcast(hadoop), workingDirectory(hadoop));
            return new Work(named(dataset, column, hasBytes), hasBytes, source, SharedModel.of(spark, model), hadoop);
        }

        private static Dataset<Row> named(Dataset<Row> dataset, String column, boolean hasBytes) {
            Column bytes = dataset.col("`" + column + "`");
            List<Column> selected = new ArrayList<>();
            if (hasBytes) {
                boolean isNamed = List.of(dataset.columns()).contains(PATH);
                selected.add(isNamed ? dataset.col(PATH).cast(DataTypes.StringType) : functions.lit(column));
                selected.add(bytes);
            } else {
                selected.add(bytes.cast(DataTypes.StringType));
            }
            List<String> names = hasBytes ? List.of(Columns.FILE, RecordingSource.BYTES) : List.of(Columns.FILE);
            return dataset.select(selected.toArray(Column[]::new))
                    .toDF(names.toArray(String[]::new))
                    .filter(functions.trim(functions.col(Columns.FILE)).notEqual(""));
        }

        private static String workingDirectory(SerializableConfiguration hadoop) {
            try {
                FileSystem files = FileSystem.get(hadoop.value());
                String directory =
                        files.makeQualified(files.getWorkingDirectory()).toString();
                return directory.endsWith(Path.SEPARATOR) ? directory : directory + Path.SEPARATOR;
            } catch (IOException e) {
                throw new MirException(
                        "The usual file system cannot be reached: " + Reason.of(e)
                                + "; spark.hadoop.fs.defaultFS names it.",
                        e);
            }
        }
    }
}
