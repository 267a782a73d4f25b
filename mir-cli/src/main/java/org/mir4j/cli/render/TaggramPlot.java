package org.mir4j.cli.render;

import java.nio.file.Path;

/** Draws when tags hold. */
public final class TaggramPlot {

    private TaggramPlot() {}

    /**
     * Draws a file's tags over time as a PNG.
     *
     * @param report the file and the tags to draw
     * @param file to write
     */
    public static void write(TagReport report, Path file) {
        throw new org.mir4j.core.error.MirException("no plot yet");
    }
}
