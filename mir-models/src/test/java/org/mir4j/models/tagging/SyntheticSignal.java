// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

/** The signal that the synthetic goldens were made with: a tone, a chirp and noise. */
public final class SyntheticSignal {

    private SyntheticSignal() {}

    /** Samples at a rate. */
    public static float[] samples(int sampleRate, int length) {
        float[] samples = new float[length];
        long state = 42;
        for (int n = 0; n < length; n++) {
            double t = (double) n / sampleRate;
            state = (1103515245L * state + 12345) % (1L << 31);
            double noise = (double) state / (1L << 30) - 1;
            samples[n] = (float) (0.5 * Math.sin(2 * Math.PI * 440 * t)
                    + 0.3 * Math.sin(2 * Math.PI * (100 * t + 400 * t * t))
                    + 0.05 * noise);
        }
        return samples;
    }
}
