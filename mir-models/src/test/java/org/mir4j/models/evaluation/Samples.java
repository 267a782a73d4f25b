// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import org.mir4j.core.audio.Signal;

/** Short signals between arrays and wherever they lie. */
final class Samples {

    private Samples() {}

    /** All of a channel. */
    static float[] of(Signal signal, int channel) {
        float[] samples = new float[(int) signal.length()];
        signal.read(channel, 0, samples, samples.length);
        return samples;
    }

    /** A signal of one channel. */
    static Signal mono(float... samples) {
        return Signal.of(new float[][] {samples});
    }
}
