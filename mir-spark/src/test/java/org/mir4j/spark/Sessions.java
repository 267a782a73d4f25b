// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import org.apache.spark.sql.SparkSession;

/** Spark in the process of the test. */
final class Sessions {

    private Sessions() {}

    static SparkSession.Builder quiet(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("mir test")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1");
    }

    /** The one of this process. */
    static SparkSession local() {
        SparkSession session = quiet("local[2]").getOrCreate();
        session.sparkContext().setLogLevel("ERROR");
        return session;
    }
}
