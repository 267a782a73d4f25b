// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.mir4j.audio.spectral.Stft;

/**
 * How far teachers can be trusted in a song: how clearly each bin of the spectrogram belongs to one of the stems that they
 * found. It is 1 where every bin is all of one stem, and 0 where all stems share all bins alike.
 *
 * @param values from 0 to 1, of one piece of the song after the other
 * @param hop samples of a piece
 */
record Confidence(float[] values, int hop) {

    /** Where the stems are known. */
    static final Confidence FULL = new Confidence(new float[0], 1);

    /**
     * Of an excerpt.
     *
     * @param from its first sample
     * @param count how many samples it has
     * @return the mean over the pieces that it touches; 1 after the end of the song
     */
    double of(int from, int count) {
        int first = from / hop;
        int end = Math.min(values.length, (from + count - 1) / hop + 1);
        double sum = 0;
        for (int i = first; i < end; i++) {
            sum += values[i];
        }
        return end > first ? sum / (end - first) : 1;
    }

    /**
     * Of a piece of a song: what part of the energy is in the loudest stem of its bin, so scaled that equal shares are 0.
     *
     * @param stems of the piece, by stem, by channel
     * @param stft of the student
     * @param manager for what is computed
     * @return from 0 to 1; 1 for silence
     */
    static float of(float[][][] stems, Stft stft, NDManager manager) {
        int count = stems.length;
        int channels = stems[0].length;
        int length = stems[0][0].length;
        float[] flat = new float[count * channels * length];
        for (int stem = 0; stem < count; stem++) {
            for (int c = 0; c < channels; c++) {
                System.arraycopy(stems[stem][c], 0, flat, (stem * channels + c) * length, length);
            }
        }
        try (NDManager scope = manager.newSubManager()) {
            NDArray spectra = stft.framed(scope.create(flat, new Shape((long) count * channels, length)));
            NDArray energies = spectra.abs().square().reshape(count, -1);
            double loudest = energies.max(new int[] {0}).sum().getFloat();
            double all = energies.sum().getFloat();
            double share = loudest / all;
            return all > 0 ? (float) Math.max(0, Math.min(1, (count * share - 1) / (count - 1))) : 1;
        }
    }
}
