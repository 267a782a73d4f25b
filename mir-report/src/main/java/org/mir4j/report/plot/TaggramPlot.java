// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.plot;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.mir4j.core.error.MirException;
import org.mir4j.report.export.TaggedFile;

/**
 * Draws when tags hold: a row a tag, time from left to right, colour for the score. The score of a moment is the mean
 * over the windows that hear it; moments that none hears are grey.
 */
public final class TaggramPlot {

    /** More rows than this are no picture any more. */
    static final int MOST_ROWS = 50;

    private TaggramPlot() {}

    /**
     * Draws a file's tags over time as a PNG: the highest of those that were asked for. Without any, the
     * picture says so.
     *
     * @param report the file and the tags to draw
     * @param file to write
     * @throws MirException if this machine cannot draw text, or the file cannot be written
     */
    public static void write(TaggedFile report, Path file) {
        Png.write(draw(report), file);
    }

    static BufferedImage draw(TaggedFile report) {
        Fonts.require();
        return new TaggramPainter(
                        report, report.tags().stream().limit(MOST_ROWS).toList())
                .paint();
    }
}
