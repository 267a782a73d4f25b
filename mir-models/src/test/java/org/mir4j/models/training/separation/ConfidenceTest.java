// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mir4j.audio.spectral.Stft;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.engine.PyTorch;

class ConfidenceTest {

    private static final int LENGTH = 4000;

    private static float[][] tone(double angle, double level) {
        float[][] rows = new float[1][LENGTH];
        for (int n = 0; n < LENGTH; n++) {
            rows[0][n] = (float) (level * Math.sin(angle * n));
        }
        return rows;
    }

    private static double measured(float[][]... stems) {
        try (NDManager manager = PyTorch.engine().newBaseManager(Device.cpu())) {
            return Confidence.of(stems, new Stft(StftSettings.hann(256, 64), manager), manager);
        }
    }

    @Test
    void stemsThatShareNoBinAreCertain() {
        assertEquals(1, measured(tone(0.3, 0.5), tone(1.7, 0.1)), 1e-3);
        assertEquals(1, measured(tone(0.3, 0.5), tone(1.7, 0)), 1e-6);
        assertEquals(1, measured(tone(0.3, 0.5), tone(1.1, 0.2), tone(1.7, 0.1)), 1e-3);
    }

    @Test
    void stemsThatShareAllBinsAlikeAreWorthNothing() {
        assertEquals(0, measured(tone(0.3, 0.5), tone(0.3, 0.5)), 1e-6);
        assertEquals(0, measured(tone(0.3, 0.5), tone(0.3, 0.5), tone(0.3, -0.5)), 1e-6);
    }

    @Test
    void inBetweenItIsWhatMasksAreFromOneHalf() {
        // masks of 0.75 and 0.25: energies of 9 to 1
        assertEquals(0.8, measured(tone(0.3, 0.75), tone(0.3, 0.25)), 1e-4);
        Random random = new Random(1);
        float[][] noise = tone(0, 0);
        float[][] other = tone(0, 0);
        for (int n = 0; n < LENGTH; n++) {
            noise[0][n] = (float) random.nextGaussian();
            other[0][n] = (float) random.nextGaussian();
        }
        double independent = measured(noise, other);
        assertTrue(independent > 0.4 && independent < 0.6, "two noises: " + independent);
    }

    @Test
    void silenceIsCertain() {
        assertEquals(1, measured(tone(0.3, 0), tone(0.3, 0)));
    }

    @Test
    void ofAnExcerptItIsTheMeanOfThePiecesThatItTouches() {
        Confidence confidence = new Confidence(new float[] {1, 0.5f, 0}, 100);
        assertEquals(1, confidence.of(0, 100), 1e-6);
        assertEquals(0.75, confidence.of(99, 2), 1e-6);
        assertEquals(0.5, confidence.of(0, 300), 1e-6);
        assertEquals(0, confidence.of(250, 500), 1e-6);
        assertEquals(1, confidence.of(300, 10), 1e-6);
        assertEquals(1, Confidence.FULL.of(12345, 100));
    }
}
