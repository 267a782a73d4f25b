// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import org.mir4j.models.settings.Omittable;

/**
 * The sizes of the layers of a RoFormer.
 *
 * @param width features of a band and frame
 * @param depth how often time and bands are read
 * @param heads of each attention
 * @param headWidth features of a head, even
 * @param timeLayers layers of each transformer over time; 1 by default
 * @param bandLayers layers of each transformer over bands; 1 by default
 * @param linearLayers layers of each transformer with linear attention over both, which stands before them; 0, none, by
 *     default
 * @param layerNorms whether each transformer ends with a norm
 * @param finalNorm whether the last one is followed by a norm
 * @param skips whether each transformer over time receives the sum of all former outputs; false by default
 * @param maskLayers fully connected layers between a band's features and its mask
 * @param maskWidth features between them
 * @param residuals how what a layer finds is added; plainly by default
 */
public record RoformerSettings(
        int width,
        int depth,
        int heads,
        int headWidth,
        @Omittable int timeLayers,
        @Omittable int bandLayers,
        @Omittable int linearLayers,
        @Omittable boolean layerNorms,
        @Omittable boolean finalNorm,
        @Omittable boolean skips,
        int maskLayers,
        int maskWidth,
        @Omittable Residuals residuals) {

    /** More would be more than any memory. */
    private static final int MOST = 1 << 16;

    /** In which way attention reads the first layer's values again. */
    public enum ValueMix {
        /** {@code v + m (f - v)}, where f is the first layer's value and m is learned of the frame. */
        LEARNED,
        /** {@code v + f (m - v)}, as published for Mel-Band RoFormer. */
        REVERSED
    }

    /**
     * What versions of the authors' code from 1.0 on add to their layers.
     *
     * @param streams how many residual streams there are; 1 for a plain sum
     * @param balancings how often what a stream passes to others is made to sum to 1 both ways; at least 1
     * @param values how attention reads the first layer's values again; by default it does not
     */
    public record Residuals(int streams, int balancings, @Omittable ValueMix values) {

        /** Refuses no streams. */
        public Residuals {
            if (streams < 1 || streams > MOST || balancings < 1 || balancings > MOST) {
                throw new IllegalArgumentException("residuals have 1 to " + MOST
                        + " streams and as many balancings, got " + streams + " and " + balancings);
            }
        }
    }

    /** Refuses sizes that make no network. */
    public RoformerSettings {
        timeLayers = timeLayers == 0 ? 1 : timeLayers;
        bandLayers = bandLayers == 0 ? 1 : bandLayers;
        requireSize("features", width);
        requireSize("times that time and bands are read", depth);
        requireSize("heads", heads);
        requireSize("features of a head", headWidth);
        requireSize("layers over time", timeLayers);
        requireSize("layers over bands", bandLayers);
        requireSize("layers of linear attention, and one,", linearLayers + 1);
        requireSize("layers of a mask", maskLayers);
        requireSize("features of a mask", maskWidth);
        if (headWidth % 2 != 0) {
            throw new IllegalArgumentException("features of a head are turned in pairs, got " + headWidth);
        }
        if (skips && residuals != null && residuals.streams() > 1) {
            throw new IllegalArgumentException("a RoFormer has skips or residual streams, not both");
        }
    }

    private static void requireSize(String what, int size) {
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException("a RoFormer has 1 to " + MOST + " " + what + ", got " + size);
        }
    }

    /** How many streams of features there are. */
    int streams() {
        return residuals == null ? 1 : residuals.streams();
    }
}
