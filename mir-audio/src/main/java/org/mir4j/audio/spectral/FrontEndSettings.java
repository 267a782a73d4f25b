// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import ai.djl.ndarray.types.Shape;

/**
 * Everything between samples and a network's input. All of it belongs to a model: the same weights behind another mel
 * scale give wrong tags, and no error.
 *
 * @param sampleRate in Hz
 * @param preEmphasis {@code a} of {@code y[n] = x[n + 1] - a x[n]}, one sample shorter than {@code x}; 0 for none
 * @param stft the transform; null, as are filter bank and log scale, for a network that receives the samples themselves
 * @param power 2 for the power spectrum, 1 for the magnitude
 * @param mel the filter bank
 * @param log how powers become levels
 * @param shift added to the levels, in their unit: dB with {@code DECIBELS}
 * @param scale what the shifted levels are multiplied by
 */
public record FrontEndSettings(
        int sampleRate,
        double preEmphasis,
        StftSettings stft,
        int power,
        MelSettings mel,
        LogScale log,
        double shift,
        double scale) {

    /** Refuses settings that do not fit together. */
    public FrontEndSettings {
        if (sampleRate < 1) {
            throw new IllegalArgumentException("a sample rate is positive, got " + sampleRate + " Hz");
        }
        boolean samples = stft == null && mel == null && log == null;
        if (!samples && (stft == null || mel == null || log == null)) {
            throw new IllegalArgumentException("a front-end has an STFT, a mel filter bank and a log scale, or none of"
                    + " them, for a network that receives the samples themselves");
        }
        if (power != 1 && power != 2) {
            throw new IllegalArgumentException("a spectrum is taken to the power 1 or 2, got " + power);
        }
        if (!samples && mel.maxHertz() > sampleRate / 2.0) {
            throw new IllegalArgumentException("a mel filter bank up to " + mel.maxHertz()
                    + " Hz does not fit under half the sample rate of " + sampleRate + " Hz");
        }
        if (!(Double.isFinite(preEmphasis) && Double.isFinite(shift) && Double.isFinite(scale))) {
            throw new IllegalArgumentException("pre-emphasis, shift and scale are finite numbers, got " + preEmphasis
                    + ", " + shift + " and " + scale);
        }
        if (scale == 0) {
            throw new IllegalArgumentException("a front-end that multiplies by 0 passes nothing on");
        }
    }

    /**
     * A log-mel front-end without pre-emphasis or scaling, of the power spectrum.
     *
     * @param sampleRate in Hz
     * @param stft the transform
     * @param mel the filter bank
     * @param log how powers become levels
     * @return the settings
     */
    public static FrontEndSettings logMel(int sampleRate, StftSettings stft, MelSettings mel, LogScale log) {
        return new FrontEndSettings(sampleRate, 0, stft, 2, mel, log, 0, 1);
    }

    /**
     * Whether a network behind it receives the samples themselves.
     *
     * @return whether there is no transform
     */
    public boolean isSamples() {
        return stft == null;
    }

    /**
     * How many samples a stretch of time has.
     *
     * @param seconds of sound
     * @return samples of the front-end's rate
     */
    public int samples(double seconds) {
        return (int) Math.round(seconds * sampleRate);
    }

    /**
     * The shape of what comes out.
     *
     * @param samples how many go in, N
     * @return {@code (1, 1, F, T)}; of samples themselves {@code (1, 1, 1, N)}, one less with pre-emphasis
     */
    public Shape shape(long samples) {
        long emphasised = preEmphasis == 0 ? samples : samples - 1;
        return isSamples() ? new Shape(1, 1, 1, emphasised) : new Shape(1, 1, mel.bands(), stft.frames(emphasised));
    }

    /**
     * How many of a window's frames are those of a recording that is shorter than it.
     *
     * @param samples of the recording
     * @return the frames of a window with just these samples; at least one
     */
    public int frames(long samples) {
        return (int) Math.max(1, shape(samples).get(3));
    }
}
