package org.mir4j.cli.render;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as files. */
final class Png {

    private Png() {}

    /** Writes a picture through a stream: given a file that it cannot open, ImageIO prints a stack trace by itself. */
    static void write(BufferedImage image, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                MemoryCacheImageOutputStream cache = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "png", cache);
        }
    }
}
