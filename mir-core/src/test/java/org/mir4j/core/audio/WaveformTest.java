// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
