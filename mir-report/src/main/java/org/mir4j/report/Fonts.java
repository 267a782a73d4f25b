// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.mir4j.core.error.MirException;

/** Whether this machine can draw text. */
final class Fonts {

    private Fonts() {}

    /** Fails with a sentence where there are no fonts. */
    static void require() {
        try {
            Graphics2D canvas = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
            canvas.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
            canvas.dispose();
        } catch (RuntimeException | LinkageError | InternalError e) {
            // what Java throws where there are no fonts differs from system to system
            throw new MirException(
                    "The picture cannot be drawn: Java finds no fonts on this machine; install fontconfig and a font,"
                            + " such as DejaVu.",
                    e);
        }
    }
}
