package org.mir4j.cli.render;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.mir4j.core.error.MirException;

/**
 * Draws when tags hold: a row a tag, time from left to right, colour for the score. The score of a moment is the mean
 * over the windows that hear it; moments that none hears are grey.
 */
public final class TaggramPlot {

    /** More rows than this are no picture any more. */
    static final int MOST_ROWS = 50;

    private TaggramPlot() {}

    /**
     * Draws a file's tags over time as a PNG: the highest of those that were asked for.
     *
     * @param report the file and the tags to draw
     * @param file to write
     * @throws MirException if there is nothing to draw, this machine cannot draw text, or the file cannot be written
     */
    public static void write(TagReport report, Path file) {
        try {
            ImageIO.write(draw(report), "png", file.toFile());
        } catch (IOException e) {
            throw new MirException("The picture cannot be written to " + file + ": " + e.getMessage() + ".", e);
        }
    }

    static BufferedImage draw(TagReport report) {
        if (report.tags().isEmpty()) {
            throw new MirException("There is nothing to draw of " + report.file() + ": no tag reaches the threshold.");
        }
        try {
            TaggramPainter.requireFonts();
        } catch (RuntimeException | LinkageError | InternalError e) {
            // what Java throws where there are no fonts differs from system to system
            throw new MirException(
                    "The picture cannot be drawn: Java finds no fonts on this machine; install fontconfig and a font,"
                            + " such as DejaVu.",
                    e);
        }
        return new TaggramPainter(
                        report, report.tags().stream().limit(MOST_ROWS).toList())
                .paint();
    }
}
