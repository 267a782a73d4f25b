// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import org.mir4j.audio.spectral.FrontEndSettings;

/**
 * How windows are cut out of features.
 *
 * @param frames of a window, T
 * @param bands of a frame, F
 * @param frameSeconds from one frame to the next
 */
record WindowSize(int frames, int bands, double frameSeconds) {

    /**
     * The window of a model.
     *
     * @param frontEnd of the model
     * @param samples that it receives at once
     * @return the size
     */
    public static WindowSize of(FrontEndSettings frontEnd, int samples) {
        var shape = frontEnd.shape(samples);
        int hop = frontEnd.isSamples() ? 1 : frontEnd.stft().hop();
        return new WindowSize((int) shape.get(3), (int) shape.get(2), (double) hop / frontEnd.sampleRate());
    }

    /** The length of a window, in seconds. */
    double seconds() {
        return frames * frameSeconds;
    }
}
