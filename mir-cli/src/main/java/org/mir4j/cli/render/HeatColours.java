package org.mir4j.cli.render;

import java.awt.Color;

/**
 * Colours for scores from 0 to 1, evenly brighter to the eye: viridis (van der Walt and Smith, 2015), from nine of its
 * colours.
 */
final class HeatColours {

    private static final int[] VIRIDIS = {
        0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725
    };

    private HeatColours() {}

    static Color of(double score) {
        double at = Math.max(0, Math.min(1, score)) * (VIRIDIS.length - 1);
        int low = Math.min((int) at, VIRIDIS.length - 2);
        Color from = new Color(VIRIDIS[low]);
        Color to = new Color(VIRIDIS[low + 1]);
        double part = at - low;
        return new Color(
                between(from.getRed(), to.getRed(), part),
                between(from.getGreen(), to.getGreen(), part),
                between(from.getBlue(), to.getBlue(), part));
    }

    private static int between(int from, int to, double part) {
        return (int) Math.round(from + (to - from) * part);
    }
}
