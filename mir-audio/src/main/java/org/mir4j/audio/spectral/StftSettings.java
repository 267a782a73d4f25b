// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

/**
 * How a short-time Fourier transform looks at samples.
 *
 * @param fftSize samples a transform, {@code n_fft}; even
 * @param windowLength samples under the window, at most {@code fftSize}; zeros fill the rest on both sides alike
 * @param hop samples from one frame to the next
 * @param window the shape of the window
 * @param padding what stands before the first and after the last sample
 */
public record StftSettings(int fftSize, int windowLength, int hop, Window window, Padding padding) {

    /** The shape of the window. */
    public enum Window {
        /** {@code 0.5 - 0.5 cos(2 pi n / length)}: librosa's, scipy's {@code fftbins=True} and torch's default. */
        HANN_PERIODIC,
        /** {@code 0.5 - 0.5 cos(2 pi n / (length - 1))}. */
        HANN_SYMMETRIC
    }

    /** What stands before the first and after the last sample, half a transform on either side. */
    public enum Padding {
        /** The signal mirrored at its ends, frames centred on their time: torch's default. */
        REFLECT,
        /** Zeros, frames centred on their time: librosa's default. */
        ZEROS,
        /** Nothing: the first frame starts with the first sample. */
        NONE
    }

    /** Refuses sizes that do not fit together. */
    public StftSettings {
        if (fftSize < 2 || fftSize % 2 != 0) {
            throw new IllegalArgumentException("an FFT size is even and positive, got " + fftSize);
        }
        if (windowLength < 2 || windowLength > fftSize) {
            throw new IllegalArgumentException(
                    "a window has 2 to " + fftSize + " samples (the FFT size), got " + windowLength);
        }
        if (hop < 1) {
            throw new IllegalArgumentException("a hop is at least one sample, got " + hop);
        }
        if (window == null || padding == null) {
            throw new IllegalArgumentException("an STFT needs a window shape and a padding");
        }
    }

    /**
     * A periodic Hann window over the whole transform, with mirrored ends.
     *
     * @param fftSize samples a transform
     * @param hop samples from one frame to the next
     * @return the settings
     */
    public static StftSettings hann(int fftSize, int hop) {
        return new StftSettings(fftSize, fftSize, hop, Window.HANN_PERIODIC, Padding.REFLECT);
    }

    /**
     * How many frequency bins a frame has.
     *
     * @return {@code fftSize / 2 + 1}
     */
    public int bins() {
        return fftSize / 2 + 1;
    }

    /**
     * How many frames there are.
     *
     * @param samples how many go in
     * @return the frames of a transform of them
     */
    public long frames(long samples) {
        long padded = padding == Padding.NONE ? samples : samples + fftSize / 2 * 2L;
        return padded < fftSize ? 0 : 1 + (padded - fftSize) / hop;
    }

    /** The window, {@code fftSize} long. */
    float[] windowValues() {
        float[] values = new float[fftSize];
        int first = (fftSize - windowLength) / 2;
        double period = window == Window.HANN_PERIODIC ? windowLength : windowLength - 1;
        for (int n = 0; n < windowLength; n++) {
            values[first + n] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * n / period));
        }
        return values;
    }
}
