// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.awt.Color;

/**
 * Colours for numbers that are for or against something: orange for the positive, blue for the negative, which people of
 * any colour vision tell apart.
 */
final class SignedColours {

    static final Color FOR = new Color(0xD9480F);
    static final Color AGAINST = new Color(0x1864AB);

    private SignedColours() {}

    /**
     * A ground with a colour over it.
     *
     * @param ground {@code 0xRRGGBB}
     * @param value from -1, all blue, through 0, the ground alone, to 1, all orange
     */
    static int over(int ground, double value) {
        double part = Math.min(1, Math.abs(value));
        int target = (value < 0 ? AGAINST : FOR).getRGB();
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = ground >> shift & 0xFF;
            int to = target >> shift & 0xFF;
            colour |= (int) Math.round(from + (to - from) * part) << shift;
        }
        return colour;
    }

    /** The grey for a level from 0, white, to 1. */
    static int grey(double level) {
        int shade = (int) Math.round(253 - 128 * Math.max(0, Math.min(1, level)));
        return shade << 16 | shade << 8 | shade;
    }
}
