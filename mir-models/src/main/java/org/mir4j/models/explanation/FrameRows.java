// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.spectral.StftSettings;

/** Inputs of networks as rows of numbers, one a frame, and when the frames are. */
final class FrameRows {

    private FrameRows() {}

    /** {@code (1, 1, F, T)} as T rows of F. */
    static float[][] rows(NDArray spectrogram) {
        Shape shape = spectrogram.getShape();
        int bands = (int) shape.get(2);
        float[][] rows = new float[(int) shape.get(3)][bands];
        float[] flat = spectrogram.toFloatArray();
        for (int band = 0; band < bands; band++) {
            for (int frame = 0; frame < rows.length; frame++) {
                rows[frame][band] = flat[band * rows.length + frame];
            }
        }
        return rows;
    }

    /** T rows of F as {@code (1, 1, F, T)}. */
    static NDArray spectrogram(float[][] rows, NDManager scope) {
        int bands = rows[0].length;
        float[] flat = new float[rows.length * bands];
        for (int frame = 0; frame < rows.length; frame++) {
            for (int band = 0; band < bands; band++) {
                flat[band * rows.length + frame] = rows[frame][band];
            }
        }
        return scope.create(flat, new Shape(1, 1, bands, rows.length));
    }

    /** From one frame to the next, in seconds. */
    static double hop(FrontEndSettings settings) {
        return (settings.isSamples() ? 1.0 : settings.stft().hop()) / settings.sampleRate();
    }

    /** When the first frame of a window is, in seconds after its start. */
    static double first(FrontEndSettings settings) {
        boolean late = !settings.isSamples() && settings.stft().padding() == StftSettings.Padding.NONE;
        return late ? settings.stft().fftSize() / 2.0 / settings.sampleRate() : 0;
    }

    /** The rows from a moment on and before another, in seconds after the start of the window. */
    static float[][] between(float[][] rows, double from, double to, FrontEndSettings settings) {
        int first = clipped(Math.ceil((from - first(settings)) / hop(settings) - 1e-6), rows.length);
        int last = clipped(Math.ceil((to - first(settings)) / hop(settings) - 1e-6), rows.length);
        return Arrays.copyOfRange(rows, first, Math.max(first, last));
    }

    private static int clipped(double frame, int frames) {
        return (int) Math.max(0, Math.min(frames, frame));
    }
}
