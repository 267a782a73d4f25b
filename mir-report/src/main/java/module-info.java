// SPDX-License-Identifier: GPL-3.0-or-later
/** Pictures and reports, from what models give. */
@SuppressWarnings("module") // that of the command comes later
module org.mir4j.report {
    requires transitive org.mir4j.models;
    requires com.google.gson;
    requires com.j2html;
    requires java.desktop;
    requires org.apache.commons.csv;

    exports org.mir4j.report to
            org.mir4j.cli;
    exports org.mir4j.report.evaluation to
            org.mir4j.cli;
}
