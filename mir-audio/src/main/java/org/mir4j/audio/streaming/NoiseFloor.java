// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

import java.util.SplittableRandom;

/**
 * Lays a noise under blocks: as loud as silence may be, and no softer than 40 dB below the block.
 *
 * <p>What the detectors look at is relative, and computed in single precision: in a pure tone they would find onsets in
 * the rounding errors, and for them miss the pitch.
 */
final class NoiseFloor {

    private static final double BELOW_BLOCK_DB = 40;
    private static final long SEED = 1; // the same stream is heard the same

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final double silenceDb;
    private final float[] sum;

    NoiseFloor(StreamSettings settings) {
        silenceDb = settings.silenceDb();
        sum = new float[settings.blockSize()];
    }

    /** A block of a level with the noise; the same array every time. */
    float[] under(float[] samples, double levelDb) {
        double rms = Math.pow(10, Math.max(silenceDb, levelDb - BELOW_BLOCK_DB) / 20);
        double highest = Math.sqrt(3) * rms; // of values that are spread evenly
        for (int n = 0; n < sum.length; n++) {
            sum[n] = (float) (samples[n] + highest * (2 * random.nextDouble() - 1));
        }
        return sum;
    }
}
