// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.audio.spectral.StftSettings.Padding;
import org.mir4j.audio.spectral.StftSettings.Window;

class StftTest {

    static Stream<Golden> goldens() {
        return Golden.cases("stft");
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void agreesWithTheReference(Golden golden) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray samples = TestSignal.second(manager, golden.integer("sr"));
            NDArray spectrum = new Stft(golden.stft(), manager).forward(samples);
            NDArray parts = spectrum.real(); // (1, F, T, 2)
            golden.assertMatches("real", "frames", parts.get("..., 0"), 1e-6);
            golden.assertMatches("imag", "frames", parts.get("..., 1"), 1e-6);
        }
    }

    @Test
    void transformsOneSignalAsABatchOfOne() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Stft stft = new Stft(StftSettings.hann(64, 16), manager);
            NDArray batch = stft.forward(TestSignal.second(manager, 500));
            NDArray single = stft.forward(manager.create(TestSignal.samples(500, 500)));
            assertEquals(new Shape(33, 32), single.getShape());
            assertArrayEquals(batch.real().toFloatArray(), single.real().toFloatArray());
        }
    }

    @Test
    void zeroPaddingIsNoPaddingOfAPaddedSignal() {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] padded = new float[32 + 500 + 32];
            System.arraycopy(TestSignal.samples(500, 500), 0, padded, 32, 500);
            NDArray expected = new Stft(with(Padding.NONE), manager).forward(manager.create(padded));
            NDArray actual =
                    new Stft(with(Padding.ZEROS), manager).forward(manager.create(TestSignal.samples(500, 500)));
            assertArrayEquals(expected.real().toFloatArray(), actual.real().toFloatArray());
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesTooFewSamplesAndTakesJustEnough(Padding padding) {
        int fewest =
                switch (padding) {
                    case REFLECT -> 33;
                    case ZEROS -> 1;
                    case NONE -> 64;
                };
        try (NDManager manager = NDManager.newBaseManager()) {
            Stft stft = new Stft(with(padding), manager);
            assertEquals(
                    33,
                    stft.forward(manager.ones(new Shape(1, fewest))).getShape().get(1));
            NDArray tooFew = manager.zeros(new Shape(1, fewest - 1));
            Exception refusal = assertThrows(IllegalArgumentException.class, () -> stft.forward(tooFew));
            assertEquals(
                    "an STFT of size 64 needs at least " + fewest + " samples, got " + (fewest - 1),
                    refusal.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingButItsResult(Padding padding) {
        Attached.assertOnlyTheResult(
                own -> new Stft(with(padding), own)::forward, callers -> TestSignal.second(callers, 500));
    }

    private static StftSettings with(Padding padding) {
        return new StftSettings(64, 64, 16, Window.HANN_PERIODIC, padding);
    }
}
