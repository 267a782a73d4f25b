// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

/** A stem of a song, of which any excerpt can be had. Safe for use by several threads. */
interface StemClip {

    /** Samples a channel. */
    int length();

    /** Some samples of all channels, with silence after the last; {@code from} may lie there. */
    float[][] read(int from, int count);

    /**
     * Some samples of all channels at another speed, and so of another pitch: between samples lies the cubic that continues
     * smoothly (Catmull and Rom).
     *
     * @param from the first sample of the clip that may be used
     * @param count how many come out
     * @param speed 1 for the clip's own
     */
    default float[][] read(int from, int count, double speed) {
        if (speed == 1) {
            return read(from, count);
        }
        float[][] source = read(from, span(count, speed));
        float[][] rows = new float[source.length][count];
        for (int c = 0; c < rows.length; c++) {
            for (int n = 0; n < count; n++) {
                double at = 1 + n * speed;
                int i = (int) at;
                rows[c][n] = (float) between(source[c], i, at - i);
            }
        }
        return rows;
    }

    /** How many samples of a clip are used for so many at a speed. */
    static int span(int count, double speed) {
        return speed == 1 ? count : (int) Math.ceil(count * speed) + 3;
    }

    private static double between(float[] x, int i, double t) {
        double a = x[i - 1];
        double b = x[i];
        double d = x[i + 1];
        double e = i + 2 < x.length ? x[i + 2] : d;
        return b + 0.5 * t * (d - a + t * (2 * a - 5 * b + 4 * d - e + t * (3 * (b - d) + e - a)));
    }
}
