// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that the tables of all jobs have. */
final class Columns {

    static final String FILE = "file";
    static final String SHA_256 = "sha256";
    static final String WARNINGS = "warnings";
    static final String ERROR = "error";

    private Columns() {}

    /** The first columns: the recording, and the model that has worked on it. */
    static StructType recording() {
        return new StructType()
                .add(FILE, DataTypes.StringType, false)
                .add("model", DataTypes.StringType, false)
                .add(SHA_256, DataTypes.StringType, false)
                .add("duration", DataTypes.DoubleType);
    }
}
