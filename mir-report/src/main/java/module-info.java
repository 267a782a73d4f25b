// SPDX-License-Identifier: GPL-3.0-or-later
/** Pictures and reports, from what models give. */
module org.mir4j.report {
    requires transitive org.mir4j.models;
    requires com.google.gson;
    requires com.j2html;
    requires java.desktop;
    requires org.apache.commons.csv;

    exports org.mir4j.report;
    exports org.mir4j.report.evaluation;
}
