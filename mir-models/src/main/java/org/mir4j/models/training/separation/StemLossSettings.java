// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import org.mir4j.models.settings.Omittable;

/**
 * What a separator makes small: the sum of the errors named here, each as a part of the mixture's own size, so that soft
 * passages count as loud ones. The first three are mean absolute errors.
 *
 * @param magnitude the weight of the error of magnitudes
 * @param complex the weight of the error of real and imaginary parts, which knows of phases
 * @param waveform the weight of the error of samples, through the inverse STFT
 * @param energy the weight of the root of the energy of the complex spectrum's error, which is what SDR measures: loud bins
 *     count for more
 */
public record StemLossSettings(
        @Omittable double magnitude, @Omittable double complex, @Omittable double waveform, @Omittable double energy) {

    /** Refuses weights that are negative, or all zero. */
    public StemLossSettings {
        if (!(magnitude >= 0
                && complex >= 0
                && waveform >= 0
                && energy >= 0
                && magnitude + complex + waveform + energy > 0)) {
            throw new IllegalArgumentException(
                    "the weights of a loss are not negative, and one of them is positive, got" + " magnitude "
                            + magnitude + ", complex " + complex + ", waveform " + waveform + ", energy " + energy);
        }
    }
}
