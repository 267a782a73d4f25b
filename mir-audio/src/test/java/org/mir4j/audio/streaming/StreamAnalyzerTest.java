// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.audio.io.TestSounds;
import org.mir4j.audio.streaming.StreamAnalyzer.Observation;
import org.mir4j.audio.streaming.StreamAnalyzer.Settings;

class StreamAnalyzerTest {

    private static final int RATE = 44100;
    private static final double[] BEATS = {0.5, 1.0, 1.37, 2.2, 3.0};

    @ParameterizedTest
    @ValueSource(doubles = {55, 82.4, 110, 440, 1760})
    void aSineHasItsPitchAndItsLevel(double hertz) {
        List<Observation> heard = analyze(TestSounds.sine(hertz, 0.5, RATE, RATE));
        for (Observation each : heard.subList(3, heard.size() - 3)) {
            assertEquals(hertz, each.pitchHertz().orElseThrow(), hertz / 440);
            assertTrue(each.pitchConfidence() > 0.95, each.toString());
            assertEquals(20 * Math.log10(0.5 / Math.sqrt(2)), each.levelDb(), hertz < 100 ? 0.5 : 0.1);
        }
    }

    @Test
    void anObservationIsMadeAtEveryHop() {
        List<Observation> heard = analyze(new float[10_000]);
        assertEquals(20, heard.size());
        for (int i = 0; i < heard.size(); i++) {
            assertEquals(i * 512.0 / RATE, heard.get(i).time(), 1e-12);
        }
    }

    @Test
    void silenceHasNeitherPitchNorOnset() {
        for (Observation each : analyze(new float[RATE])) {
            assertEquals(Observation.SILENCE_DB, each.levelDb());
            assertTrue(each.pitchHertz().isEmpty());
            assertEquals(0, each.pitchConfidence());
            assertFalse(each.onset());
        }
    }

    @Test
    void noiseHasNoPitch() {
        List<Observation> heard = analyze(TestSounds.noise(1, RATE)[0]);
        assertTrue(heard.stream().allMatch(each -> each.pitchHertz().isEmpty()));
    }

    @Test
    void clicksAreOnsetsWhereTheyAre() {
        float[] samples = new float[4 * RATE];
        Random random = new Random(3);
        for (double beat : BEATS) {
            for (int n = 0; n < RATE / 200; n++) {
                samples[(int) (beat * RATE) + n] = (float) (0.8 * Math.exp(-n / 44.1) * (2 * random.nextDouble() - 1));
            }
        }
        assertOnsets(BEATS, analyze(samples));
    }

    @Test
    void notesThatDieAwayAreOnsetsWhereTheyBegin() {
        float[] samples = new float[4 * RATE];
        for (int i = 0; i < BEATS.length; i++) {
            int start = (int) (BEATS[i] * RATE);
            float[] tone = TestSounds.sine(330 + 60 * i, 0.4, RATE, samples.length - start);
            for (int n = 0; n < tone.length; n++) {
                double attack = Math.min(1, n / (0.005 * RATE));
                samples[start + n] += (float) (tone[n] * attack * Math.exp(-n / (0.15 * RATE)));
            }
        }
        assertOnsets(BEATS, analyze(samples));
    }

    @Test
    void aChangeOfPitchAtTheSameLevelIsAnOnset() {
        float[] samples = TestSounds.sine(440, 0.4, RATE, 3 * RATE);
        System.arraycopy(TestSounds.sine(494, 0.4, RATE, RATE), 0, samples, RATE, RATE);
        assertOnsets(new double[] {0, 1, 2}, analyze(samples));
    }

    @Test
    void theSameStreamIsHeardTheSameInAnyPortions() {
        float[] samples = TestSounds.noise(1, RATE)[0];
        List<Observation> heard = new ArrayList<>();
        new StreamAnalyzer(Settings.usual()).analyze(new ArraySource(samples, RATE, 100_000), heard::add);
        assertEquals(heard, analyze(samples));
    }

    private static void assertOnsets(double[] expected, List<Observation> heard) {
        double[] found = heard.stream()
                .filter(Observation::onset)
                .mapToDouble(Observation::time)
                .toArray();
        assertEquals(expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], 0.03);
        }
    }

    private static List<Observation> analyze(float[] samples) {
        List<Observation> heard = new ArrayList<>();
        new StreamAnalyzer(Settings.usual()).analyze(new ArraySource(samples, RATE, 777), heard::add);
        return heard;
    }
}
