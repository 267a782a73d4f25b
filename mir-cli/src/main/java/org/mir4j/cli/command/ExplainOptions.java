// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which tag is to be explained, and where to; both or neither. */
final class ExplainOptions {

    @Option(
            names = "--explain",
            paramLabel = "TAG",
            required = true,
            description = "draw where in time and frequency a tag comes from, as a picture (of one file)")
    private String tag;

    @Option(names = "--picture", paramLabel = "PNG", required = true, description = "the picture that --explain draws")
    private Path picture;

    String tag() {
        return tag;
    }

    Path picture() {
        return picture;
    }
}
