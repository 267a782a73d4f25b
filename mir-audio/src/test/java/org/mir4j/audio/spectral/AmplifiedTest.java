// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.audio.spectral.LogScale.Form;

/** Features that are made louder are those of louder samples. */
class AmplifiedTest {

    private static final int RATE = 1000;
    private static final float[] GAINS = {6, -9};
    private static final StftSettings STFT = StftSettings.hann(64, 32);
    private static final MelSettings MEL =
            new MelSettings(8, 0, 500, MelSettings.Scale.HTK, MelSettings.Norm.NONE, MelSettings.Triangles.HERTZ);

    static Stream<FrontEndSettings> frontEnds() {
        List<FrontEndSettings> all = new ArrayList<>();
        for (LogScale log : List.of(
                new LogScale(Form.NONE, 0, 0),
                LogScale.decibels(),
                new LogScale(Form.DECIBELS, 1e-10, 15),
                new LogScale(Form.LOG10, 10000, 0),
                new LogScale(Form.LN, 1e-5, 0),
                new LogScale(Form.LOG1P, 0, 0))) {
            for (int power : List.of(1, 2)) {
                all.add(new FrontEndSettings(RATE, 0, STFT, power, MEL, log, 0, 1));
                all.add(new FrontEndSettings(RATE, 0.9, STFT, power, MEL, log, 3.5, -0.2));
            }
        }
        all.add(new FrontEndSettings(RATE, 0, null, 2, null, null, 0, 1));
        all.add(new FrontEndSettings(RATE, 0, null, 1, null, null, -0.25, 4));
        return all.stream();
    }

    /** A signal, and the same one three times as soft. */
    private static NDArray samples(NDManager manager) {
        NDArray second = TestSignal.second(manager, RATE);
        return second.concat(second.div(3), 0);
    }

    @ParameterizedTest
    @MethodSource("frontEnds")
    void equalTheFeaturesOfLouderSamples(FrontEndSettings settings) {
        try (NDManager manager = NDManager.newBaseManager()) {
            FrontEnd frontEnd = new FrontEnd(settings, manager);
            NDArray factors = manager.create(
                    new float[] {(float) Math.pow(10, GAINS[0] / 20), (float) Math.pow(10, GAINS[1] / 20)},
                    new Shape(2, 1));
            NDArray expected = frontEnd.apply(samples(manager).mul(factors));
            NDArray features = frontEnd.apply(samples(manager));
            float[] before = features.toFloatArray();
            NDArray louder = frontEnd.amplified(features, manager.create(GAINS));
            assertEquals(expected.getShape(), louder.getShape());
            float largest = expected.abs().max().getFloat();
            assertArrayEquals(expected.toFloatArray(), louder.toFloatArray(), 2e-6f * largest + 5e-5f);
            assertArrayEquals(before, features.toFloatArray(), "what went in is changed");
        }
    }

    @Test
    void silenceStaysAtTheFloor() {
        FrontEndSettings settings = FrontEndSettings.logMel(RATE, STFT, MEL, LogScale.decibels());
        try (NDManager manager = NDManager.newBaseManager()) {
            FrontEnd frontEnd = new FrontEnd(settings, manager);
            NDArray silence = frontEnd.apply(manager.zeros(new Shape(1, RATE)));
            NDArray softer = frontEnd.amplified(silence, manager.create(new float[] {-20}));
            assertArrayEquals(silence.toFloatArray(), softer.toFloatArray(), 1e-4f);
        }
    }

    @ParameterizedTest
    @MethodSource("frontEnds")
    void leaveNothingButTheResult(FrontEndSettings settings) {
        try (NDManager gains = NDManager.newBaseManager()) {
            NDArray wanted = gains.create(GAINS);
            int before = gains.getManagedArrays().size();
            Attached.assertOnlyTheResult(
                    own -> {
                        FrontEnd frontEnd = new FrontEnd(settings, own);
                        return features -> frontEnd.amplified(features, wanted);
                    },
                    callers -> {
                        try (NDManager scope = callers.newSubManager()) {
                            return scope.ret(new FrontEnd(settings, scope).apply(samples(scope)));
                        }
                    });
            assertEquals(before, gains.getManagedArrays().size());
        }
    }
}
