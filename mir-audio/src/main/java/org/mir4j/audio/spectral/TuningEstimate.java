// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import java.util.Arrays;

/**
 * By how much the music of a recording is higher or lower than concert pitch, from the peaks of its spectra: frames go in
 * one after the other, and the estimate comes out at the end.
 *
 * <p>Source: librosa 0.11, {@code estimate_tuning}, as {@code feature.chroma_stft} calls it: peaks of the power spectrum
 * between 150 and 4000 Hz that have more than a tenth of the frame's highest power, placed between bins by parabolic
 * interpolation (Smith, "Spectral audio signal processing", 2011); of those, the ones with at least the median power vote
 * for their distance from the nearest semitone, in steps of a hundredth. Values are rounded to single precision where
 * librosa rounds them, since music in perfect tune lies on the border between two steps.
 *
 * <p>Of a recording with more than four million peaks, some five hours of music, every second one is kept, then every
 * fourth, so that memory stays within 40 MB.
 */
final class TuningEstimate {

    private static final double LOWEST_HERTZ = 150;
    private static final double HIGHEST_HERTZ = 4000;
    private static final float SMALLEST_PART = 0.1f; // of the frame's highest power
    private static final float LOWEST_A_HERTZ = 27.5f;
    private static final float SEMITONES = 12;
    private static final int STEPS = 100; // a semitone
    private static final int MOST_PEAKS = 1 << 22;
    private static final int FIRST_ROOM = 1 << 12;

    private final int fftSize;
    private final int sampleRate;
    private final int mostPeaks;
    private final int firstBin;
    private final int endBin;
    private float[] powers = new float[FIRST_ROOM];
    private byte[] steps = new byte[FIRST_ROOM];
    private int peaks;
    private long seen;
    private int stride = 1;

    /**
     * @param sampleRate of the signal, in Hz
     * @param fftSize of the spectra, {@code n_fft}
     */
    TuningEstimate(int sampleRate, int fftSize) {
        this(sampleRate, fftSize, MOST_PEAKS);
    }

    TuningEstimate(int sampleRate, int fftSize, int mostPeaks) {
        this.sampleRate = sampleRate;
        this.fftSize = fftSize;
        this.mostPeaks = mostPeaks;
        int bins = fftSize / 2 + 1;
        firstBin = Math.max(1, bin(LOWEST_HERTZ));
        // the last bin has no neighbour above it to be a peak against
        endBin = Math.min(bins - 1, bin(Math.min(HIGHEST_HERTZ, sampleRate / 2.0)));
    }

    /** The first bin at or above a frequency. */
    private int bin(double hertz) {
        return (int) Math.ceil(hertz * fftSize / sampleRate);
    }

    /**
     * Takes a frame in.
     *
     * @param power its power spectrum, {@code fftSize / 2 + 1} values
     */
    public void add(float[] power) {
        float highest = 0;
        for (float value : power) {
            highest = Math.max(highest, value);
        }
        float threshold = SMALLEST_PART * highest;
        for (int bin = firstBin; bin < endBin; bin++) {
            float here = over(power[bin], threshold);
            if (here > over(power[bin - 1], threshold) && here >= over(power[bin + 1], threshold)) {
                addPeak(bin, power);
            }
        }
    }

    private static float over(float power, float threshold) {
        return power > threshold ? power : 0;
    }

    private void addPeak(int bin, float[] power) {
        float curvature = power[bin + 1] + power[bin - 1] - 2 * power[bin];
        float slope = (power[bin + 1] - power[bin - 1]) / 2;
        float shift = Math.abs(slope) >= Math.abs(curvature) ? 0 : -slope / curvature;
        float hertz = (float) (((double) bin + shift) * sampleRate / fftSize);
        float semitones = SEMITONES * (float) (Math.log(hertz / LOWEST_A_HERTZ) / Math.log(2));
        float residual = semitones - (float) Math.floor(semitones);
        if (residual >= 0.5f) {
            residual -= 1;
        }
        keep(power[bin] + 0.5f * slope * shift, (byte) Math.min(STEPS - 1, Math.floor((residual + 0.5) * STEPS)));
    }

    private void keep(float power, byte step) {
        if (seen++ % stride != 0) {
            return;
        }
        if (peaks == mostPeaks) {
            thin();
            if ((seen - 1) % stride != 0) {
                return;
            }
        }
        if (peaks == powers.length) {
            powers = Arrays.copyOf(powers, Math.min(mostPeaks, 2 * peaks));
            steps = Arrays.copyOf(steps, Math.min(mostPeaks, 2 * peaks));
        }
        powers[peaks] = power;
        steps[peaks] = step;
        peaks++;
    }

    /** Keeps every second peak. */
    private void thin() {
        for (int i = 0; 2 * i < peaks; i++) {
            powers[i] = powers[2 * i];
            steps[i] = steps[2 * i];
        }
        peaks = (peaks + 1) / 2;
        stride *= 2;
    }

    /**
     * The estimate from all frames so far.
     *
     * @return in semitones, from -0.5 to less than 0.5, a multiple of a hundredth; 0 if no frame had a peak
     */
    public double semitones() {
        if (peaks == 0) {
            return 0;
        }
        float median = median();
        int[] votes = new int[STEPS];
        for (int i = 0; i < peaks; i++) {
            if (powers[i] >= median) {
                votes[steps[i]]++;
            }
        }
        int most = 0;
        for (int step = 1; step < STEPS; step++) {
            if (votes[step] > votes[most]) {
                most = step;
            }
        }
        return (most - STEPS / 2) / (double) STEPS;
    }

    private float median() {
        float[] sorted = Arrays.copyOf(powers, peaks);
        Arrays.sort(sorted);
        float upper = sorted[peaks / 2];
        return peaks % 2 == 1 ? upper : (sorted[peaks / 2 - 1] + upper) / 2;
    }
}
