// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;

/** Pictures as files. */
final class Png {

    private Png() {}

    /**
     * Writes a picture.
     *
     * @throws MirException if the file cannot be written
     */
    static void write(BufferedImage image, Path file) {
        try {
            encode(image, file);
        } catch (IOException e) {
            throw new MirException("The picture cannot be written to " + file + ": " + Reason.of(e) + ".", e);
        }
    }

    /** Writes a picture through a stream: given a file that it cannot open, ImageIO prints a stack trace by itself. */
    static void encode(BufferedImage image, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                MemoryCacheImageOutputStream cache = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "png", cache);
        }
    }
}
