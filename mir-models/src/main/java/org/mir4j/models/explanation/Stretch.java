// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

/**
 * The part of a recording that one window explains; stretches follow one another without gap or overlap.
 *
 * @param start where it starts, in seconds
 * @param end where it ends, in seconds
 * @param levels of its frames, T x F
 * @param saliency of its frames, T x F
 * @param moments of its frames, evenly spread over it; empty for {@link Moments#WINDOWS}
 */
public record Stretch(double start, double end, float[][] levels, float[][] saliency, float[] moments) {

    /** Refuses stretches that end before they start. */
    public Stretch {
        if (!(start >= 0 && end >= start)) {
            throw new IllegalArgumentException(
                    "a stretch starts at 0 s or later and ends after that, got " + start + " s to " + end + " s");
        }
    }
}
