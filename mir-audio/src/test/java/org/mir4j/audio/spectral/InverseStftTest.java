// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.audio.spectral.StftSettings.Padding;
import org.mir4j.audio.spectral.StftSettings.Window;

class InverseStftTest {

    private static final StftSettings SMALL = StftSettings.hann(64, 16);

    static Stream<Golden> goldens() {
        return Golden.cases("istft");
    }

    static Stream<StftSettings> settings() {
        return Stream.of(
                StftSettings.hann(512, 256),
                StftSettings.hann(512, 200),
                StftSettings.hann(4096, 1024),
                new StftSettings(1024, 800, 320, Window.HANN_SYMMETRIC, Padding.REFLECT),
                new StftSettings(512, 400, 160, Window.HANN_PERIODIC, Padding.ZEROS));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void agreesWithTheReferenceOnAChangedSpectrum(Golden golden) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Stft stft = new Stft(golden.stft(), manager);
            NDArray tilt =
                    manager.arange(257f).div(64).add(1).getNDArrayInternal().rdiv(1);
            NDArray spectrum = stft.forward(TestSignal.second(manager, 16000)).mul(tilt.reshape(1, -1, 1));
            float[] samples =
                    stft.inverse(spectrum, golden.integer("length")).reshape(-1).toFloatArray();
            double[] at = Arrays.stream(golden.vector("positions"))
                    .map(position -> samples[(int) position])
                    .toArray();
            Golden.assertClose(new double[][] {golden.vector("values")}, new double[][] {at}, 1e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void undoesTheTransform(StftSettings settings) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Stft stft = new Stft(settings, manager);
            NDArray samples = TestSignal.second(manager, 16000);
            NDArray again = stft.inverse(stft.forward(samples), 16000);
            assertEquals(samples.getShape(), again.getShape());
            assertTrue(rms(again.sub(samples)) < 1e-6, "RMS " + rms(again.sub(samples)));
        }
    }

    @Test
    void undoesEverySignalOfABatch() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Stft stft = new Stft(SMALL, manager);
            NDArray one = TestSignal.second(manager, 2000);
            NDArray batch = one.concat(one.mul(-0.5f), 0);
            assertTrue(rms(stft.inverse(stft.forward(batch), 2000).sub(batch)) < 1e-6);
        }
    }

    @Test
    void givesZerosWhereNoFrameReaches() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Stft stft = new Stft(SMALL, manager);
            NDArray longer = stft.inverse(stft.forward(TestSignal.second(manager, 500)), 700);
            assertEquals(new Shape(1, 700), longer.getShape());
            float[] samples = longer.toFloatArray();
            assertArrayEquals(new float[168], Arrays.copyOfRange(samples, 532, 700));
        }
    }

    @Test
    void withoutPaddingItGivesBackAllThatTheWindowLetsThrough() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Stft stft = new Stft(new StftSettings(64, 64, 16, Window.HANN_PERIODIC, Padding.NONE), manager);
            NDArray samples = TestSignal.second(manager, 512);
            float[] again = stft.inverse(stft.forward(samples), 512).toFloatArray();
            float[] original = samples.toFloatArray();
            // the window is zero at the first sample and almost zero beside it
            for (int n = 8; n < 504; n++) {
                assertEquals(original[n], again[n], 1e-5);
            }
        }
    }

    @Test
    void letsGradientsThrough() {
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Stft stft = new Stft(SMALL, manager);
            NDArray samples = TestSignal.second(manager, 500);
            samples.setRequiresGradient(true);
            collector.backward(stft.inverse(stft.forward(samples), 500).square().sum());
            // there and back again is the identity, so what is left is the square's own gradient
            assertTrue(rms(samples.getGradient().sub(samples.mul(2))) < 1e-5);
        }
    }

    @Test
    void leavesNothingButItsResult() {
        Attached.assertOnlyTheResult(
                own -> {
                    Stft stft = new Stft(SMALL, own);
                    return spectrum -> stft.inverse(spectrum, 500);
                },
                callers -> {
                    try (NDManager scope = callers.newSubManager()) {
                        return scope.ret(new Stft(SMALL, scope).forward(TestSignal.second(scope, 500)));
                    }
                });
    }

    private static double rms(NDArray samples) {
        return Math.sqrt(samples.square().mean().getFloat());
    }
}
