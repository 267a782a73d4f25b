// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import org.mir4j.report.FeatureWriter;
import org.mir4j.report.FeatureWriter.Heading;

/** A feature of one input, ready to be computed. */
interface Feature {

    /** What its numbers are. */
    Heading heading();

    /** The picture that suits it, to be drawn into a file. */
    FeatureWriter picture(Path file);

    /** Computes it from beginning to end. */
    void write(FeatureWriter writer);
}
