// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * How strong each of the twelve pitch classes is, C first.
 *
 * <p>Source: Ellis, "Chroma feature analysis and synthesis", LabROSA 2007, in the form of librosa's
 * {@code filters.chroma} and {@code feature.chroma_stft}: Gaussian bumps a semitone wide, weighted towards the fifth
 * octave, every frame scaled to a maximum of 1.
 */
final class Chroma {

    /** How many pitch classes there are. */
    public static final int CLASSES = 12;

    private static final double LOWEST_A_HERTZ = 440.0 / 16;
    private static final int SEMITONES_FROM_C_TO_A = 9;
    private static final double CENTRE_OCTAVE = 5;
    private static final double OCTAVE_WIDTH = 2;

    private final NDArray filters; // (12, bins)

    /**
     * @param sampleRate of the signal, in Hz
     * @param fftSize of the spectrum, {@code n_fft}
     * @param tuning by how many semitones the music is higher than concert pitch, A = 440 Hz
     * @param manager where the filters live
     */
    Chroma(int sampleRate, int fftSize, double tuning, NDManager manager) {
        filters = Matrices.create(manager, weights(sampleRate, fftSize, tuning));
    }

    /**
     * Computes the chroma.
     *
     * @param powers a power spectrogram, {@code (B, F, T)}
     * @return {@code (B, 12, T)}, every frame's maximum 1, or 0 where it is silent
     */
    public NDArray apply(NDArray powers) {
        try (NDManager scope = powers.getManager().newSubManager()) {
            powers.tempAttach(scope);
            NDArray raw = filters.matMul(powers);
            raw.attach(scope);
            NDArray chroma = raw.div(raw.max(new int[] {1}, true).maximum(Float.MIN_NORMAL));
            scope.ret(powers);
            return scope.ret(chroma);
        }
    }

    static double[][] weights(int sampleRate, int fftSize, double tuning) {
        double[] position = positions(sampleRate, fftSize, tuning);
        double[][] weights = new double[CLASSES][fftSize / 2 + 1];
        for (int bin = 0; bin <= fftSize / 2; bin++) {
            double width = Math.max(1, position[bin + 1] - position[bin]);
            double[] bumps = new double[CLASSES];
            double energy = 0;
            for (int step = 0; step < CLASSES; step++) {
                double distance = nearest(position[bin] - step);
                bumps[step] = Math.exp(-0.5 * Math.pow(2 * distance / width, 2));
                energy += bumps[step] * bumps[step];
            }
            double octave = position[bin] / CLASSES;
            double weight = Math.exp(-0.5 * Math.pow((octave - CENTRE_OCTAVE) / OCTAVE_WIDTH, 2)) / Math.sqrt(energy);
            for (int step = 0; step < CLASSES; step++) {
                weights[(step + SEMITONES_FROM_C_TO_A) % CLASSES][bin] = bumps[step] * weight;
            }
        }
        return weights;
    }

    /** Where each bin lies, in semitones above the lowest A; bin 0, which has no pitch, one and a half octaves lower. */
    private static double[] positions(int sampleRate, int fftSize, double tuning) {
        double[] position = new double[fftSize / 2 + 2];
        for (int bin = 1; bin < position.length; bin++) {
            double hertz = (double) bin * sampleRate / fftSize;
            position[bin] = CLASSES * Math.log(hertz / LOWEST_A_HERTZ) / Math.log(2) - tuning;
        }
        position[0] = position[1] - 1.5 * CLASSES;
        return position;
    }

    /** A distance in semitones to the nearest octave of a pitch class, in [-6, 6). */
    private static double nearest(double semitones) {
        double shifted = semitones + CLASSES / 2.0;
        return shifted - CLASSES * Math.floor(shifted / CLASSES) - CLASSES / 2.0;
    }
}
