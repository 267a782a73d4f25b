// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

/**
 * Colours for scores from 0 to 1, evenly brighter to the eye: viridis (van der Walt and Smith, 2015), from nine of its
 * colours. They are plain numbers, so that a terminal can be coloured where Java cannot draw.
 */
final class HeatColours {

    /** The colour of what has no score. */
    static final int UNKNOWN = 0xE9E9EC;

    private static final int[] VIRIDIS = {
        0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725
    };

    private HeatColours() {}

    /** The colour as {@code 0xRRGGBB}; NaN has one of its own. */
    static int of(double score) {
        if (Double.isNaN(score)) {
            return UNKNOWN;
        }
        double at = Math.max(0, Math.min(1, score)) * (VIRIDIS.length - 1);
        int low = Math.min((int) at, VIRIDIS.length - 2);
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = VIRIDIS[low] >> shift & 0xFF;
            int to = VIRIDIS[low + 1] >> shift & 0xFF;
            colour |= (int) Math.round(from + (to - from) * (at - low)) << shift;
        }
        return colour;
    }
}
