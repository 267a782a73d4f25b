// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class WaveformTest {

    @Test
    void lengthAndDurationAreThoseOfAChannel() {
        Waveform stereo = new Waveform(new float[2][22050], 44100);
        assertEquals(22050, stereo.length());
        assertEquals(0.5, stereo.duration());
    }

    @Test
    void channelsOfDifferentLengthsAreRefused() {
        float[][] channels = {new float[3], new float[4]};
        Exception refused = assertThrows(IllegalArgumentException.class, () -> new Waveform(channels, 44100));
        assertTrue(refused.getMessage().contains("3 and 4 samples"), refused.getMessage());
    }

    @Test
    void aWaveformNeedsAChannelAndARate() {
        assertThrows(IllegalArgumentException.class, () -> new Waveform(new float[0][], 44100));
        assertThrows(IllegalArgumentException.class, () -> Waveform.mono(new float[1], 0));
    }

    @Test
    void waveformsAreEqualByTheirSamples() {
        Waveform waveform = new Waveform(new float[][] {{1, 2}, {3, 4}}, 44100);
        Waveform same = new Waveform(new float[][] {{1, 2}, {3, 4}}, 44100);
        assertEquals(waveform, same);
        assertEquals(waveform.hashCode(), same.hashCode());
        assertNotEquals(waveform, new Waveform(new float[][] {{1, 2}, {3, 5}}, 44100));
        assertNotEquals(waveform, new Waveform(waveform.channels(), 48000));
    }

    @Test
    void aSliceIsACopyOfAStretch() {
        Waveform waveform = new Waveform(new float[][] {{1, 2, 3}, {4, 5, 6}}, 8000);
        Waveform slice = waveform.slice(1, 3);
        assertEquals(new Waveform(new float[][] {{2, 3}, {5, 6}}, 8000), slice);
        slice.channels()[0][0] = 9;
        assertEquals(2, waveform.channels()[0][1]);
        assertEquals(0, waveform.slice(3, 3).length());
        assertThrows(IndexOutOfBoundsException.class, () -> waveform.slice(2, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> waveform.slice(2, 1));
    }

    @Test
    void aWaveformIsCutOrFollowedBySilence() {
        Waveform waveform = Waveform.mono(new float[] {1, 2}, 8000);
        assertEquals(Waveform.mono(new float[] {1}, 8000), waveform.ofLength(1));
        assertEquals(Waveform.mono(new float[] {1, 2, 0}, 8000), waveform.ofLength(3));
    }

    @Test
    void aGainScalesAllChannels() {
        Waveform waveform = new Waveform(new float[][] {{1, -2}, {0.5f, 0.1f}}, 8000);
        assertEquals(
                new Waveform(new float[][] {{0.7f, 0.7f * -2}, {0.7f * 0.5f, 0.7f * 0.1f}}, 8000),
                waveform.scaled(0.7f));
    }

    @Test
    void sumsAndDifferencesAreRoundedOnce() {
        float step = Math.ulp(1f);
        Waveform one = Waveform.mono(new float[] {1, 1}, 8000);
        Waveform small = Waveform.mono(new float[] {step / 4, -1}, 8000);
        assertEquals(Waveform.mono(new float[] {1 + step, -2}, 8000), one.plus(List.of(small, small, small)));
        assertEquals(Waveform.mono(new float[] {1 - step, 4}, 8000), one.minus(List.of(small, small, small)));
        assertEquals(one, one.plus(List.of()));
    }

    @Test
    void waveformsOfOtherShapesAreNotAdded() {
        Waveform waveform = Waveform.mono(new float[2], 8000);
        for (Waveform other : List.of(
                Waveform.mono(new float[3], 8000),
                Waveform.mono(new float[2], 8001),
                new Waveform(new float[2][2], 8000))) {
            Exception refused = assertThrows(IllegalArgumentException.class, () -> waveform.plus(List.of(other)));
            assertTrue(
                    refused.getMessage().endsWith("1 channel of 2 samples at 8000 Hz and " + other),
                    refused.getMessage());
        }
    }

    @Test
    void theMixdownIsTheMeanOfTheChannels() {
        Waveform waveform = new Waveform(new float[][] {{1, 2}, {3, -2}, {5, 3}}, 8000);
        assertEquals(Waveform.mono(new float[] {1 / 3f + 1 + 5 / 3f, 2 / 3f - 2 / 3f + 1}, 8000), waveform.mixedDown());
    }

    @Test
    void thePeakIsTheLargestMagnitude() {
        assertEquals(3, new Waveform(new float[][] {{1, 2}, {-3, 0}}, 8000).peak());
        assertEquals(0, Waveform.mono(new float[0], 8000).peak());
    }

    @Test
    void theFirstSampleThatIsNotFiniteIsFound() {
        Waveform waveform = new Waveform(new float[][] {{1, 2}, {Float.NEGATIVE_INFINITY, Float.NaN}}, 8000);
        assertEquals(
                new Waveform.Sample(1, 0, Float.NEGATIVE_INFINITY),
                waveform.notFinite().orElseThrow());
        assertTrue(waveform.slice(0, 0).notFinite().isEmpty());
    }
}
