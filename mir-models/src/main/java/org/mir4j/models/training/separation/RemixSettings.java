// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import org.mir4j.models.settings.Omittable;

/**
 * How new mixtures are made of stems while a separator is trained.
 *
 * <p>Source: Uhlich et al., "Improving music source separation based on deep neural networks through data augmentation
 * and network blending", ICASSP 2017.
 *
 * @param together how many of the mixtures are of one song at one time, from 0 to 1; the stems of all others come from
 *     anywhere; 1 by default
 * @param gain how much louder or softer a stem may become, in dB
 * @param swap whether left and right may change places
 * @param pan how far a stem may move to a side, from 0 to 1: one of its channels keeps its level, the other loses up to
 *     this part of it
 * @param speed how much faster or slower a stem may become, and with it higher or lower, as a part from 0 to less than
 *     0.5; stems of one song change together
 * @param equaliser by how many dB two bands of a stem may become louder or softer, so that no microphone is learned by heart
 * @param hiss the RMS of the loudest white noise that a stem may be given, in dB of full scale; 0, the default, for none
 */
public record RemixSettings(
        @Omittable Double together,
        @Omittable double gain,
        @Omittable boolean swap,
        @Omittable double pan,
        @Omittable double speed,
        @Omittable double equaliser,
        @Omittable double hiss) {

    /** Refuses parts that are none. */
    public RemixSettings {
        together = together == null ? 1.0 : together;
        if (!(together >= 0 && together <= 1 && gain >= 0 && gain <= 60 && pan >= 0 && pan <= 1)) {
            throw new IllegalArgumentException(
                    "remixing takes parts from 0 to 1 and a gain of 0 to 60 dB, got together " + together + ", pan "
                            + pan + ", gain " + gain);
        }
        if (!(speed >= 0 && speed < 0.5)) {
            throw new IllegalArgumentException("the speed changes by a part from 0 to less than 0.5, got " + speed);
        }
        if (!(equaliser >= 0 && equaliser <= 30 && hiss <= 0 && hiss >= -120)) {
            throw new IllegalArgumentException(
                    "an equaliser changes bands by 0 to 30 dB, and hiss lies between -120 and 0" + " dB, got "
                            + equaliser + " and " + hiss);
        }
    }

    /**
     * Songs as they are.
     *
     * @return the settings
     */
    public static RemixSettings none() {
        return new RemixSettings(1.0, 0, false, 0, 0, 0, 0);
    }
}
