// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.card.ModelCard;
import scala.jdk.javaapi.CollectionConverters;

/** The rows of tagged recordings. */
final class TagTable implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final StructType TAG =
            new StructType().add("tag", DataTypes.StringType, false).add("score", DataTypes.FloatType, false);

    private static final StructType WINDOW = new StructType()
            .add("start", DataTypes.DoubleType, false)
            .add("end", DataTypes.DoubleType, false)
            .add("scores", DataTypes.createMapType(DataTypes.StringType, DataTypes.FloatType, false), false);

    static final StructType SCHEMA = Columns.recording()
            .add("tags", DataTypes.createArrayType(TAG, false))
            .add("timeline", DataTypes.createArrayType(WINDOW, false))
            .add(Columns.WARNINGS, DataTypes.createArrayType(DataTypes.StringType, false))
            .add(Columns.ERROR, DataTypes.StringType);

    private final String model;
    private final String sha256;
    private final TagSettings settings;

    TagTable(ModelCard card, TagSettings settings) {
        model = card.name();
        sha256 = card.weightsSha256();
        this.settings = settings;
    }

    TagSettings settings() {
        return settings;
    }

    /** The row of a recording that was tagged. */
    Row tagged(String file, Taggram taggram, List<String> warnings) {
        Object[] tags = taggram.scores().top(settings.top()).stream()
                .map(tag -> RowFactory.create(tag.tag(), tag.score()))
                .toArray();
        Object[] timeline = settings.timeline()
                ? taggram.windows().stream()
                        .map(window -> RowFactory.create(window.start(), window.end(), scores(window.scores())))
                        .toArray()
                : null;
        return RowFactory.create(file, model, sha256, taggram.duration(), tags, timeline, warnings.toArray(), null);
    }

    /** The row of one that was not. */
    Row failed(String file, String error) {
        return RowFactory.create(file, model, sha256, null, null, null, new Object[0], error);
    }

    private static scala.collection.Map<String, Float> scores(TagScores scores) {
        Map<String, Float> byTag = new LinkedHashMap<>();
        scores.ranked().forEach(tag -> byTag.put(tag.tag(), tag.score()));
        return CollectionConverters.asScala(byTag);
    }
}
