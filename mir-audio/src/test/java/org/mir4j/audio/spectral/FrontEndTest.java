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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.audio.spectral.LogScale.Form;

class FrontEndTest {

    private static final StftSettings STFT = StftSettings.hann(64, 32);
    private static final MelSettings MEL =
            new MelSettings(8, 0, 500, MelSettings.Scale.HTK, MelSettings.Norm.NONE, MelSettings.Triangles.HERTZ);
    private static final LogScale PLAIN = new LogScale(Form.NONE, 0, 0);

    static Stream<Golden> goldens() {
        return Golden.cases("logmel");
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void agreesWithTheReference(Golden golden) {
        FrontEndSettings settings =
                FrontEndSettings.logMel(golden.integer("sr"), golden.stft(), golden.mel(), logScale(golden));
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray samples = TestSignal.second(manager, golden.integer("sr"));
            NDArray levels = new FrontEnd(settings, manager).apply(samples);
            golden.assertMatches("values", "frames", levels.squeeze(1), 5e-6);
        }
    }

    private static LogScale logScale(Golden golden) {
        return switch (golden.toString()) {
            case "log10-10000" -> new LogScale(Form.LOG10, 10000, 0);
            case "ln-1e-5" -> new LogScale(Form.LN, 1e-5, 0);
            case "log1p" -> new LogScale(Form.LOG1P, 0, 0);
            default ->
                new LogScale(Form.DECIBELS, golden.number("amin"), golden.has("top_db") ? golden.number("top_db") : 0);
        };
    }

    @Test
    void treatsEverySignalOfABatchByItself() {
        try (NDManager manager = NDManager.newBaseManager()) {
            LogScale limited = new LogScale(Form.DECIBELS, 1e-10, 40);
            FrontEnd frontEnd = new FrontEnd(FrontEndSettings.logMel(1000, STFT, MEL, limited), manager);
            NDArray loud = TestSignal.second(manager, 1000);
            NDArray quiet = loud.mul(0.001f);
            NDArray both = frontEnd.apply(loud.concat(quiet, 0));
            assertEquals(new Shape(2, 1, 8, 32), both.getShape());
            assertArrayEquals(
                    frontEnd.apply(quiet).toFloatArray(), both.get("1:2").toFloatArray(), 1e-4f);
        }
    }

    @Test
    void emphasisSubtractsTheSampleBefore() {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] x = TestSignal.samples(1000, 1000);
            float[] y = new float[999];
            for (int n = 0; n < 999; n++) {
                y[n] = x[n + 1] - 0.97f * x[n];
            }
            NDArray given = manager.create(x, new Shape(1, 1000));
            NDArray emphasized =
                    new FrontEnd(new FrontEndSettings(1000, 0.97, STFT, 2, MEL, PLAIN, 0, 1), manager).apply(given);
            NDArray plain = new FrontEnd(FrontEndSettings.logMel(1000, STFT, MEL, PLAIN), manager)
                    .apply(manager.create(y, new Shape(1, 999)));
            assertArrayEquals(plain.toFloatArray(), emphasized.toFloatArray(), 1e-3f);
            assertArrayEquals(x, given.toFloatArray());
        }
    }

    @Test
    void shiftsThenScales() {
        try (NDManager manager = NDManager.newBaseManager()) {
            LogScale log = LogScale.decibels();
            NDArray samples = TestSignal.second(manager, 1000);
            NDArray plain = new FrontEnd(FrontEndSettings.logMel(1000, STFT, MEL, log), manager).apply(samples);
            NDArray scaled =
                    new FrontEnd(new FrontEndSettings(1000, 0, STFT, 2, MEL, log, 4.5, 0.2), manager).apply(samples);
            assertArrayEquals(plain.add(4.5).mul(0.2).toFloatArray(), scaled.toFloatArray(), 1e-5f);
        }
    }

    @Test
    void takesMagnitudesWhereTheModelDoes() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray samples = TestSignal.second(manager, 1000);
            FrontEndSettings settings = new FrontEndSettings(1000, 0, STFT, 1, MEL, PLAIN, 0, 1);
            NDArray once = new FrontEnd(settings, manager).apply(samples);
            NDArray twice = new FrontEnd(settings, manager).apply(samples.mul(2));
            assertArrayEquals(once.mul(2).toFloatArray(), twice.toFloatArray(), 1e-4f);
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsGradientsThrough(Form form) {
        FrontEndSettings settings = new FrontEndSettings(1000, 0.97, STFT, 2, MEL, new LogScale(form, 1e-5, 80), 1, 2);
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray samples = TestSignal.second(manager, 1000);
            samples.setRequiresGradient(true);
            collector.backward(new FrontEnd(settings, manager).apply(samples).sum());
            float largest = samples.getGradient().abs().max().getFloat();
            assertTrue(largest > 0 && Float.isFinite(largest), "the largest gradient is " + largest);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingButItsResult(Form form) {
        FrontEndSettings settings = new FrontEndSettings(1000, 0.97, STFT, 2, MEL, new LogScale(form, 1e-5, 80), 1, 2);
        Attached.assertOnlyTheResult(
                own -> new FrontEnd(settings, own)::apply, callers -> TestSignal.second(callers, 1000));
    }
}
