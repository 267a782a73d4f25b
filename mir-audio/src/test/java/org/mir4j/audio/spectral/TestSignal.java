// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** The signal that the goldens were computed from: a tone, a chirp and noise, as signal.json defines it. */
final class TestSignal {

    private TestSignal() {}

    static float[] samples(int sampleRate, int length) {
        float[] samples = new float[length];
        long state = 42;
        for (int n = 0; n < length; n++) {
            double t = (double) n / sampleRate;
            state = (1103515245 * state + 12345) % (1L << 31);
            double noise = (double) state / (1L << 30) - 1;
            samples[n] = (float) (0.5 * Math.sin(2 * Math.PI * 440 * t)
                    + 0.3 * Math.sin(2 * Math.PI * (100 * t + 400 * t * t))
                    + 0.05 * noise);
        }
        return samples;
    }

    /** One second, as a batch of one. */
    static NDArray second(NDManager manager, int sampleRate) {
        return manager.create(samples(sampleRate, sampleRate), new Shape(1, sampleRate));
    }
}
