// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.tagging.Embeddings;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.network.NetworkSettings.PoolingLevel;

/** The rows of embedded recordings. */
final class EmbeddingTable implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final StructType WINDOW = new StructType()
            .add("start", DataTypes.DoubleType, false)
            .add("end", DataTypes.DoubleType, false)
            .add("embedding", DataTypes.createArrayType(DataTypes.FloatType, false), false);

    static final StructType SCHEMA = Columns.recording()
            .add("embedding", DataTypes.createArrayType(DataTypes.FloatType, false))
            .add("timeline", DataTypes.createArrayType(WINDOW, false))
            .add(Columns.WARNINGS, DataTypes.createArrayType(DataTypes.StringType, false))
            .add(Columns.ERROR, DataTypes.StringType);

    private final String model;
    private final String sha256;
    private final boolean timeline;

    /**
     * @param card of the model
     * @param timeline whether the vectors of windows are kept
     * @throws ModelException if the model gives no embeddings
     */
    EmbeddingTable(ModelCard card, boolean timeline) {
        card.tagging(); // or it says that it is no tagger
        if (card.layers().level() != PoolingLevel.EMBEDDINGS) {
            throw new ModelException(
                    "The model " + card.name() + " gives no embeddings: it scores each frame, and pools"
                            + " scores; choose a model that pools what its encoder gives.");
        }
        model = card.name();
        sha256 = card.weightsSha256();
        this.timeline = timeline;
    }

    Row embedded(String file, Embeddings embeddings, List<String> warnings) {
        Object[] windows = timeline
                ? embeddings.windows().stream()
                        .map(window -> RowFactory.create(window.start(), window.end(), window.vector()))
                        .toArray()
                : null;
        return RowFactory.create(
                file,
                model,
                sha256,
                embeddings.duration(),
                embeddings.mean(),
                windows,
                warnings.stream().distinct().toArray(),
                null);
    }

    Row failed(String file, String error) {
        return RowFactory.create(file, model, sha256, null, null, null, new Object[0], error);
    }
}
