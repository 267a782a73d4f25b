// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.concurrent.ParallelMap;
import org.mir4j.core.error.MirException;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.tagging.TaggedPart;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.models.tagging.TaggingOptions;

/**
 * Tags recordings of hours in parts, on several executors, so that one does not hold up a job of clips. What is long is told by
 * the size of the file, without reading it, and so is the number of parts; each part has as many windows as the others.
 */
final class LongRecordings implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Bytes of a part: half an hour or more, of compressed files and of others. */
    private static final long COMPRESSED = 32L << 20;

    private static final long UNCOMPRESSED = 320L << 20;

    private static final List<String> LOSSLESS =
            List.of("wav", "wave", "w64", "aif", "aiff", "aifc", "flac", "caf", "au", "ape", "wv", "tta", "dsf");

    private static final int ASKED_AT_ONCE = 32;

    private static final String PARTS = "parts";
    private static final String PART = "part";
    private static final String TIMES = "times";
    private static final String WINDOWS = "windows";
    private static final String SECONDS = "seconds";

    /** A recording, in how many parts, and how often it is named. */
    private static final StructType RECORDING = new StructType()
            .add(Columns.FILE, DataTypes.StringType, false)
            .add(PARTS, DataTypes.IntegerType, false)
            .add(TIMES, DataTypes.IntegerType, false);

    private static final StructType ASSIGNED = RECORDING.add(PART, DataTypes.IntegerType, false);

    private static final StructType WINDOW = new StructType()
            .add("start", DataTypes.DoubleType, false)
            .add("end", DataTypes.DoubleType, false)
            .add("scores", DataTypes.createArrayType(DataTypes.FloatType, false), false);

    private static final StructType SCORED = ASSIGNED.add(SECONDS, DataTypes.DoubleType, false)
            .add(WINDOWS, DataTypes.createArrayType(WINDOW, false), false)
            .add(Columns.WARNINGS, DataTypes.createArrayType(DataTypes.StringType, false), false)
            .add(Columns.ERROR, DataTypes.StringType);

    private final RecordingSource source;
    private final SharedModel model;
    private final TagTable table;

    LongRecordings(RecordingSource source, SharedModel model, TagTable table) {
        this.source = source;
        this.model = model;
        this.table = table;
    }

    /**
     * How many parts a recording is tagged in.
     *
     * @param name with the ending that tells how it is coded
     * @param bytes of the file; negative if unknown
     */
    static int parts(String name, long bytes) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        long halfHour = LOSSLESS.contains(ending) ? UNCOMPRESSED : COMPRESSED;
        return bytes < 2 * halfHour ? 1 : (int) Math.min(Integer.MAX_VALUE, bytes / halfHour);
    }

    /**
     * Those of many recordings that are long, which executors find out.
     *
     * @param files with a column of names
     * @return a row for each: its name, a number of parts above 1, how often it is named
     */
    List<Row> among(Dataset<Row> files) {
        return files.mapPartitions(sizing(source), Encoders.row(RECORDING))
                .groupBy(Columns.FILE, PARTS)
                .agg(functions
                        .count(functions.lit(1))
                        .cast(DataTypes.IntegerType)
                        .as(TIMES))
                .collectAsList();
    }

    /** Asks for many sizes at once: an answer takes its time. */
    private static MapPartitionsFunction<Row, Row> sizing(RecordingSource source) {
        return rows -> {
            List<Row> found = new ArrayList<>();
            Function<Row, Row> size = row -> {
                String name = row.getString(0);
                return RowFactory.create(name, parts(name, source.size(name)), 1);
            };
            try (ParallelMap<Row, Row> sizes =
                    new ParallelMap<>("asking for sizes", rows, size, ASKED_AT_ONCE, 2 * ASKED_AT_ONCE)) {
                while (sizes.hasNext()) {
                    Row row = sizes.next();
                    if (row.getInt(1) > 1) {
                        found.add(row);
                    }
                }
            }
            return found.iterator();
        };
    }

    /** All recordings but the long ones. */
    static Dataset<Row> without(List<Row> longOnes, Dataset<Row> files) {
        if (longOnes.isEmpty()) {
            return files;
        }
        Set<String> names = new HashSet<>();
        longOnes.forEach(row -> names.add(row.getString(0)));
        FilterFunction<Row> isShort = row -> !names.contains(row.getString(0));
        return files.filter(isShort);
    }

    /**
     * Tags long recordings.
     *
     * @param spark the application
     * @param recordings as {@link #among} gives them
     * @return rows of {@link TagTable#SCHEMA}
     */
    Dataset<Row> tagged(SparkSession spark, List<Row> recordings) {
        List<Row> parts = new ArrayList<>();
        for (Row row : recordings) {
            for (int part = 0; part < row.getInt(1); part++) {
                parts.add(RowFactory.create(row.getString(0), row.getInt(1), row.getInt(2), part));
            }
        }
        MapFunction<Row, String> file = row -> row.getString(0);
        FlatMapGroupsFunction<String, Row, Row> join =
                (name, rows) -> joined(name, rows).iterator();
        return spark.createDataset(parts, Encoders.row(ASSIGNED))
                .repartition(parts.size())
                .map(scoring(source, model), Encoders.row(SCORED))
                .groupByKey(file, Encoders.STRING())
                .flatMapGroups(join, Encoders.row(TagTable.SCHEMA));
    }

    /** Scores a part of a recording. */
    private static MapFunction<Row, Row> scoring(RecordingSource source, SharedModel model) {
        return part -> {
            Tagger tagger = model.tagger(); // if it cannot be loaded, that is no recording's fault
            Path directory = ScratchDirectory.make("recordings-");
            try (LocalRecording recording = source.of(RowFactory.create(part.getString(0)), directory)) {
                return scored(part, recording, tagger);
            } finally {
                ScratchDirectory.delete(directory);
            }
        };
    }

    private static Row scored(Row part, LocalRecording recording, Tagger tagger) {
        List<String> warnings = new ArrayList<>();
        try {
            AudioReader reader = AudioReader.of(recording.require())
                    .notices(notice -> warnings.add(recording.named(notice.sentence())));
            TaggedPart tagged = tagger.tagPart(reader, part.getInt(3), part.getInt(1), TaggingOptions.standard());
            return row(part, tagged, warnings, null);
        } catch (MirException e) {
            String error = recording.named(TaskAttempt.sentence(e));
            return row(part, new TaggedPart(List.of(), 0), List.of(), error);
        }
    }

    private static Row row(Row part, TaggedPart tagged, List<String> warnings, String error) {
        Object[] windows = tagged.windows().stream()
                .map(window -> RowFactory.create(
                        window.start(), window.end(), window.scores().values()))
                .toArray();
        return RowFactory.create(
                part.getString(0),
                part.getInt(1),
                part.getInt(2),
                part.getInt(3),
                tagged.seconds(),
                windows,
                warnings.stream().distinct().toArray(),
                error);
    }

    /** The row of a recording, as often as it is named. */
    private List<Row> joined(String file, Iterator<Row> rows) {
        List<Row> parts = new ArrayList<>();
        rows.forEachRemaining(parts::add);
        Row first = parts.get(0);
        int expected = first.getAs(PARTS);
        if (parts.size() != expected) {
            throw new IllegalStateException(file + " has " + parts.size() + " parts, expected " + expected);
        }
        Row row = parts.stream()
                .map(part -> part.<String>getAs(Columns.ERROR))
                .filter(Objects::nonNull)
                .findFirst()
                .map(error -> table.failed(file, error))
                .orElseGet(() -> tagged(file, parts));
        return Collections.nCopies(first.<Integer>getAs(TIMES), row);
    }

    private Row tagged(String file, List<Row> parts) {
        ModelCard card = model.card();
        List<TaggedPart> tagged = parts.stream().map(part -> part(card, part)).toList();
        List<String> warnings = parts.stream()
                .flatMap(part -> part.<String>getList(part.fieldIndex(Columns.WARNINGS)).stream())
                .distinct()
                .toList();
        return table.tagged(file, TaggedPart.join(card, tagged), warnings);
    }

    private static TaggedPart part(ModelCard card, Row row) {
        List<Taggram.Window> windows = row.<Row>getList(row.fieldIndex(WINDOWS)).stream()
                .map(window -> new Taggram.Window(
                        window.getDouble(0),
                        window.getDouble(1),
                        new TagScores(card.tagging().labels(), floats(window.getList(2)))))
                .toList();
        return new TaggedPart(windows, row.getAs(SECONDS));
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }
}
