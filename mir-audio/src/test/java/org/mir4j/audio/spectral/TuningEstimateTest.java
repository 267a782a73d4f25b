// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spectra of three bins around a peak, whose place between the bins is known. */
class TuningEstimateTest {

    private static final int RATE = 22050;
    private static final int SIZE = 2048;

    @ParameterizedTest
    @CsvSource({"0.005, 0", "0.305, 0.3", "-0.205, -0.21", "0.495, 0.49", "-0.495, -0.5"})
    void aPeakBetweenBinsVotesForItsDistanceFromTheNearestSemitone(double semitones, double expected) {
        TuningEstimate estimate = new TuningEstimate(RATE, SIZE);
        estimate.add(peak(semitones, 1));
        assertEquals(expected, estimate.semitones(), 1e-12);
    }

    @Test
    void theWeakerHalfOfThePeaksHasNoVote() {
        TuningEstimate estimate = new TuningEstimate(RATE, SIZE);
        for (int frame = 0; frame < 10; frame++) {
            estimate.add(peak(0.105, 0.01f));
        }
        for (int frame = 0; frame < 12; frame++) {
            estimate.add(peak(frame % 2 == 0 ? 0.305 : 0.305 + frame / 100.0, 1));
        }
        assertEquals(0.3, estimate.semitones(), 1e-12);
    }

    @Test
    void silenceIsInTune() {
        TuningEstimate estimate = new TuningEstimate(RATE, SIZE);
        estimate.add(new float[SIZE / 2 + 1]);
        assertEquals(0, estimate.semitones());
    }

    @Test
    void ofMorePeaksThanThereIsRoomForAnEvenPartIsKept() {
        TuningEstimate estimate = new TuningEstimate(RATE, SIZE, 8);
        for (int frame = 0; frame < 100; frame++) {
            estimate.add(peak(frame < 30 ? 0.105 : 0.305, 1));
        }
        assertEquals(0.3, estimate.semitones(), 1e-12);
    }

    /** A parabola through three bins whose top lies so many semitones above the A of 880 Hz. */
    private static float[] peak(double semitones, float power) {
        double place = 880 * Math.pow(2, semitones / 12) * SIZE / RATE;
        float[] spectrum = new float[SIZE / 2 + 1];
        int middle = (int) Math.round(place);
        for (int bin = middle - 1; bin <= middle + 1; bin++) {
            spectrum[bin] = (float) (power * (1 - 0.2 * (bin - place) * (bin - place)));
        }
        return spectrum;
    }
}
