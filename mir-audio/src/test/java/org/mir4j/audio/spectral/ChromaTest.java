// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class ChromaTest {

    private static final Golden FILTERS = Golden.of("chroma", "librosa-filters");
    private static final Golden RAW = Golden.of("chroma", "librosa-chroma-raw");
    private static final Golden SCALED = Golden.of("chroma", "librosa-chroma");

    @Test
    void filtersAgreeWithTheReference() {
        double[][] weights = Chroma.weights(FILTERS.integer("sr"), FILTERS.integer("n_fft"), 0);
        double[] bins = FILTERS.vector("bins");
        double[][] stored = new double[Chroma.CLASSES][bins.length];
        for (int row = 0; row < stored.length; row++) {
            for (int i = 0; i < bins.length; i++) {
                stored[row][i] = weights[row][(int) bins[i]];
            }
        }
        Golden.assertClose(FILTERS.matrix("values"), stored, 1e-8);
    }

    @Test
    void unscaledChromaAgreesWithTheReference() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray filters = Matrices.create(manager, Chroma.weights(22050, 2048, 0));
            RAW.assertMatches("values", "frames", filters.matMul(powers(manager)), 1e-6);
        }
    }

    @Test
    void agreesWithTheReference() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray chroma = new Chroma(22050, 2048, 0, manager).apply(powers(manager));
            SCALED.assertMatches("values", "frames", chroma, 1e-6);
        }
    }

    @Test
    void concertPitchIsAnA() {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] samples = new float[22050];
            for (int n = 0; n < samples.length; n++) {
                samples[n] = (float) Math.sin(2 * Math.PI * 440 * n / 22050);
            }
            NDArray spectrum = new Stft(RAW.stft(), manager).forward(manager.create(samples, new Shape(1, 22050)));
            NDArray chroma =
                    new Chroma(22050, 2048, 0, manager).apply(spectrum.abs().square());
            assertEquals(9, chroma.get(":, :, 20").argMax(1).getLong(0));
        }
    }

    @Test
    void silenceHasNoPitchClass() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray chroma = new Chroma(22050, 2048, 0, manager).apply(manager.zeros(new Shape(1, 1025, 2)));
            assertArrayEquals(new float[24], chroma.toFloatArray());
        }
    }

    @Test
    void leavesNothingButItsResult() {
        Attached.assertOnlyTheResult(
                own -> new Chroma(22050, 2048, 0, own)::apply, callers -> callers.ones(new Shape(1, 1025, 3)));
    }

    private static NDArray powers(NDManager manager) {
        return new Stft(RAW.stft(), manager)
                .forward(TestSignal.second(manager, 22050))
                .abs()
                .square();
    }
}
