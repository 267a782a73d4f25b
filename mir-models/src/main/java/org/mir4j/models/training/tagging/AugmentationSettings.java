// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import org.mir4j.models.settings.Omittable;

/**
 * How windows are changed before they are learned from. Where they are cut is random in any case.
 *
 * @param gain how much louder or softer a window becomes at most, in dB; 0, the default, for not
 * @param mixUp the parameter of the beta distribution by which two windows and their targets are mixed; 0, the default,
 *     for not (Zhang et al., "mixup: beyond empirical risk minimization", ICLR 2018)
 * @param timeMasks stretches of time that are hidden; none by default
 * @param frequencyMasks stretches of frequency that are hidden; none by default (Park et al., "SpecAugment",
 *     Interspeech 2019)
 */
public record AugmentationSettings(
        @Omittable double gain, @Omittable double mixUp, @Omittable Masks timeMasks, @Omittable Masks frequencyMasks) {

    /**
     * Stretches of an axis that are hidden.
     *
     * @param count how many
     * @param widest how much of the axis one covers at most, from 0 to 1
     */
    public record Masks(int count, double widest) {

        /** Refuses what is no part of an axis. */
        public Masks {
            if (count < 0 || !(widest >= 0 && widest <= 1)) {
                throw new IllegalArgumentException(
                        "masks are a number of stretches of a part of an axis, got " + count + " of at most " + widest);
            }
        }
    }

    /** Refuses what is negative. */
    public AugmentationSettings {
        if (!(gain >= 0 && gain <= 60 && mixUp >= 0 && mixUp <= 100)) {
            throw new IllegalArgumentException(
                    "a gain lies between 0 and 60 dB, and mix-up between 0 and 100, got " + gain + " and " + mixUp);
        }
        timeMasks = timeMasks == null ? new Masks(0, 0) : timeMasks;
        frequencyMasks = frequencyMasks == null ? new Masks(0, 0) : frequencyMasks;
    }

    /**
     * Nothing is changed.
     *
     * @return the settings
     */
    public static AugmentationSettings none() {
        return new AugmentationSettings(0, 0, null, null);
    }
}
