// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mir4j.audio.spectral.LogScale.Form;

class LogScaleTest {

    @Test
    void followsTheFormulas() {
        assertArrayEquals(new float[] {0, 0.5f, 100}, levels(new LogScale(Form.NONE, 0, 0), 0, 0.5f, 100));
        assertArrayEquals(new float[] {-100, 0, 20}, levels(LogScale.decibels(), 0, 1, 100));
        assertArrayEquals(new float[] {0, 1, 2}, levels(new LogScale(Form.LOG10, 10000, 0), 0, 9e-4f, 99e-4f), 1e-6f);
        assertArrayEquals(
                new float[] {(float) Math.log(1e-5), (float) Math.log(3)},
                levels(new LogScale(Form.LN, 1e-5, 0), 0, 3 - 1e-5f),
                1e-6f);
    }

    @Test
    void keepsTheRangeBelowTheLoudest() {
        assertArrayEquals(
                new float[] {20, 10, -20, -20}, levels(new LogScale(Form.DECIBELS, 1e-10, 40), 100, 10, 1e-3f, 0));
    }

    @Test
    void keepsPowersThatVanishBesideOne() {
        float[] powers = {0, 1e-12f, 3e-8f, 1e-4f, 0.7f, 1e6f};
        float[] levels = levels(new LogScale(Form.LOG1P, 0, 0), powers);
        for (int i = 0; i < powers.length; i++) {
            double expected = Math.log1p(powers[i]);
            assertEquals(expected, levels[i], 3e-7 * expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsUndoneIsWhatItWas(Form form) {
        float[] powers = {0, 1e-7f, 3e-4f, 0.02f, 1, 7.5f, 4000};
        double constant = form == Form.LOG10 ? 10000 : 1e-10;
        LogScale scale = new LogScale(form, constant, 0);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray levels = scale.apply(manager.create(powers, new Shape(1, 1, powers.length)));
            float[] undone = scale.undo(levels).toFloatArray();
            for (int i = 0; i < powers.length; i++) {
                // single precision: 1 + x for LOG1P, and 1e-7 of logarithms up to 20
                assertEquals(powers[i], undone[i], 3e-6 * powers[i] + 1.2e-7, "power " + powers[i]);
            }
        }
    }

    @Test
    void whatTheFloorHasCutOffStaysCutOff() {
        LogScale scale = new LogScale(Form.DECIBELS, 1e-3, 0);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray levels = scale.apply(manager.create(new float[] {0, 1e-4f, 1e-3f, 1e-2f}, new Shape(1, 1, 4)));
            assertArrayEquals(
                    new float[] {1e-3f, 1e-3f, 1e-3f, 1e-2f}, scale.undo(levels).toFloatArray(), 1e-7f);
        }
    }

    @ParameterizedTest
    @EnumSource
    void undoingLeavesNothingButItsResult(Form form) {
        LogScale scale = new LogScale(form, 1e-3, 0);
        Attached.assertOnlyTheResult(own -> scale::undo, callers -> callers.ones(new Shape(1, 2, 3)));
    }

    @Test
    void refusesConstantsThatMakeSilenceInfinite() {
        assertThrows(IllegalArgumentException.class, () -> new LogScale(Form.DECIBELS, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new LogScale(Form.LN, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new LogScale(Form.LOG10, Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> new LogScale(Form.DECIBELS, 1e-10, -80));
        assertThrows(IllegalArgumentException.class, () -> new LogScale(Form.DECIBELS, 1e-10, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new LogScale(Form.NONE, Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> new LogScale(null, 1, 0));
    }

    private static float[] levels(LogScale scale, float... powers) {
        try (NDManager manager = NDManager.newBaseManager()) {
            return scale.apply(manager.create(powers, new Shape(1, 1, powers.length)))
                    .toFloatArray();
        }
    }
}
