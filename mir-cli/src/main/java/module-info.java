// SPDX-License-Identifier: GPL-3.0-or-later
/** The command. */
module org.mir4j.cli {
    requires ai.djl.api;
    requires com.google.gson;
    requires info.picocli;
    requires org.mir4j.audio;
    requires org.mir4j.core;
    requires org.mir4j.datasets;
    requires org.mir4j.models;
    requires org.mir4j.report;

    opens org.mir4j.cli.command to
            com.google.gson,
            info.picocli;
}
