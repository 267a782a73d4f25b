// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.audio.spectral.LogScale.Form;

class MfccTest {

    static Stream<Golden> goldens() {
        return Golden.cases("mfcc");
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void agreesWithTheReference(Golden golden) {
        LogScale decibels = new LogScale(Form.DECIBELS, golden.number("amin"), golden.number("top_db"));
        FrontEndSettings settings =
                FrontEndSettings.logMel(golden.integer("sr"), golden.stft(), golden.mel(), decibels);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray samples = TestSignal.second(manager, golden.integer("sr"));
            NDArray levels = new FrontEnd(settings, manager).apply(samples).squeeze(1);
            Mfcc mfcc = new Mfcc(golden.integer("n_mfcc"), golden.integer("n_mels"), manager);
            golden.assertMatches("values", "frames", mfcc.apply(levels), 5e-6);
        }
    }

    @Test
    void flatLevelsHaveNoShape() {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] coefficients = new Mfcc(4, 16, manager)
                    .apply(manager.ones(new Shape(1, 16, 1)))
                    .toFloatArray();
            assertEquals(4, coefficients[0], 1e-6); // 16 levels of 1, over the square root of 16
            for (int k = 1; k < 4; k++) {
                assertEquals(0, coefficients[k], 1e-6);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 17})
    void refusesMoreCoefficientsThanBandsOrNone(int coefficients) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Exception refusal = assertThrows(IllegalArgumentException.class, () -> new Mfcc(coefficients, 16, manager));
            assertEquals("16 mel bands give 1 to 16 coefficients, asked for " + coefficients, refusal.getMessage());
        }
    }

    @Test
    void leavesNothingButItsResult() {
        Attached.assertOnlyTheResult(own -> new Mfcc(4, 16, own)::apply, callers -> callers.ones(new Shape(1, 16, 3)));
    }
}
