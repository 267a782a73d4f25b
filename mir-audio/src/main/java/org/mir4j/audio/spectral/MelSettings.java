// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

/**
 * A bank of triangular filters that are evenly spaced on a mel scale.
 *
 * @param bands how many filters
 * @param minHertz where the first filter starts
 * @param maxHertz where the last filter ends; above {@code minHertz}
 * @param scale which mel scale
 * @param norm how filters are scaled
 * @param triangles on which axis the sides of a filter are straight
 */
public record MelSettings(int bands, double minHertz, double maxHertz, Scale scale, Norm norm, Triangles triangles) {

    /** Which mel scale. */
    public enum Scale {
        /** {@code 2595 log10(1 + f / 700)}: HTK's, Kaldi's and torchaudio's default. */
        HTK,
        /** Linear up to 1 kHz, logarithmic above: Slaney's Auditory Toolbox, librosa's default. */
        SLANEY
    }

    /** How filters are scaled. */
    public enum Norm {
        /** Every filter peaks at 1: torchaudio's default. */
        NONE,
        /** Every filter has the area 1 over Hz: librosa's default. */
        SLANEY
    }

    /** On which axis the sides of a filter are straight. */
    public enum Triangles {
        /** Over Hz: librosa, torchaudio. */
        HERTZ,
        /** Over mel: Kaldi, HTK. */
        MEL
    }

    /** Refuses empty banks and ranges. */
    public MelSettings {
        if (bands < 1) {
            throw new IllegalArgumentException("a mel filter bank has at least one band, got " + bands);
        }
        if (!(minHertz >= 0 && maxHertz > minHertz && Double.isFinite(maxHertz))) {
            throw new IllegalArgumentException(
                    "a mel filter bank reaches from a frequency of at least 0 Hz to a higher one, got " + minHertz
                            + " to " + maxHertz + " Hz");
        }
        if (scale == null || norm == null || triangles == null) {
            throw new IllegalArgumentException(
                    "a mel filter bank needs a scale, a norm and the shape of its triangles");
        }
    }
}
