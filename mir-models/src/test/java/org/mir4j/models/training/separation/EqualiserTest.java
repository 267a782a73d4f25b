// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EqualiserTest {

    private static final int LENGTH = 40_000;

    /** What becomes of a tone, in dB, once the filter has settled. */
    private static double gain(Equaliser equaliser, double frequency) {
        float[][] rows = new float[1][LENGTH];
        for (int n = 0; n < LENGTH; n++) {
            rows[0][n] = (float) Math.sin(2 * Math.PI * frequency * n);
        }
        equaliser.apply(rows);
        double energy = 0;
        for (int n = LENGTH / 2; n < LENGTH; n++) {
            energy += (double) rows[0][n] * rows[0][n];
        }
        return 10 * Math.log10(energy / (LENGTH / 4.0));
    }

    @Test
    void aBandIsChangedInItsMiddleAndLittleElsewhere() {
        for (double decibels : new double[] {9, -6}) {
            Equaliser one = new Equaliser(List.of(new Equaliser.Band(0.05, 2, decibels)));
            assertEquals(decibels, gain(one, 0.05), 0.01);
            assertEquals(0, gain(one, 0.001), 0.05);
            assertEquals(0, gain(one, 0.45), 0.05);
        }
    }

    @Test
    void bandsAddUp() {
        Equaliser.Band band = new Equaliser.Band(0.1, 1, 4);
        assertEquals(8, gain(new Equaliser(List.of(band, band)), 0.1), 0.01);
    }

    @Test
    void bandsAreDrawnWithinTheirBounds() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            Equaliser drawn = Equaliser.drawn(6, random);
            assertEquals(2, drawn.bands().size());
            for (Equaliser.Band band : drawn.bands()) {
                assertTrue(band.frequency() >= 0.005 && band.frequency() <= 0.4, band.toString());
                assertTrue(band.quality() >= 0.5 && band.quality() <= 2, band.toString());
                assertTrue(Math.abs(band.decibels()) <= 6, band.toString());
            }
        }
    }
}
