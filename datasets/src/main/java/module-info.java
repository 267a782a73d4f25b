// SPDX-License-Identifier: GPL-3.0-or-later
/** Datasets: where they come from, their licences, splits and layouts, and whether they are whole on disk. */
module org.mir4j.datasets {
    requires transitive org.mir4j.core;
    requires com.google.gson;
    requires org.apache.commons.csv;
    requires org.snakeyaml.engine.v2;

    exports org.mir4j.datasets;
}
