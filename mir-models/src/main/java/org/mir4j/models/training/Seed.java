// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.util.Random;
import java.util.SplittableRandom;

/**
 * Where all that is random in a training comes from: every step, epoch or track has random numbers of its own, so that
 * a training can be resumed anywhere.
 *
 * @param value any number
 */
public record Seed(long value) {

    private static final long STRIDE = 0x9e3779b97f4a7c15L; // the golden ratio, so that near seeds are far apart

    /**
     * The random numbers of one step, epoch or track.
     *
     * @param number which
     * @return the same ones for the same seed and number
     */
    public Random random(long number) {
        // the first number of Random hardly differs between neighbouring seeds; SplittableRandom scatters them
        return new Random(new SplittableRandom(value * STRIDE + number).nextLong());
    }
}
