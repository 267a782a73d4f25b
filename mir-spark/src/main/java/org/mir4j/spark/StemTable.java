// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.mir4j.models.card.ModelCard;
import scala.jdk.javaapi.CollectionConverters;

/** The rows of separated songs. */
final class StemTable implements Serializable {

    private static final long serialVersionUID = 1L;

    static final StructType SCHEMA = Columns.recording()
            .add("stems", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, false))
            .add(Columns.WARNINGS, DataTypes.createArrayType(DataTypes.StringType, false))
            .add(Columns.ERROR, DataTypes.StringType);

    private final String model;
    private final String sha256;

    StemTable(ModelCard card) {
        card.separation(); // or it says that it is no separator
        model = card.name();
        sha256 = card.weightsSha256();
    }

    Row separated(String file, double seconds, Map<String, String> stems, List<String> warnings) {
        return RowFactory.create(
                file,
                model,
                sha256,
                seconds,
                CollectionConverters.asScala(stems),
                warnings.stream().distinct().toArray(),
                null);
    }

    Row failed(String file, String error) {
        return RowFactory.create(file, model, sha256, null, null, new Object[0], error);
    }
}
