// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mir4j.audio.io.AudioFormat;

class CommonGainTest {

    private static CommonGain gain(float vocals, float rest, AudioFormat format) {
        return CommonGain.of(Map.of("vocals", vocals, "rest", rest), format);
    }

    @Test
    void whatDoesNotClipKeepsItsLevel() {
        assertEquals(
                1, gain(0.5f, AudioFormat.WAV_16.largest(), AudioFormat.WAV_16).factor());
        assertEquals(1, gain(3, 100, AudioFormat.WAV_32F).factor());
        assertEquals(1, gain(0, 0, AudioFormat.MP3).factor());
        assertEquals(0, gain(0.5f, 1, AudioFormat.MP3).attenuation());
    }

    @Test
    void thePeakBecomesTheLargestSampleAndNeverMore() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            float peak = 1 + 3 * random.nextFloat();
            float largest = AudioFormat.WAV_24.largest();
            float scaled = gain(peak, 0.5f, AudioFormat.WAV_24).factor() * peak;
            assertTrue(scaled <= largest && scaled > largest - 4e-7f, () -> peak + " became " + scaled);
        }
    }

    @Test
    void theAttenuationIsInDecibelsAndTheLoudestStemIsNamed() {
        CommonGain gain = gain(2, 3, AudioFormat.WAV_24);
        assertEquals("rest", gain.loudest());
        assertEquals(20 * Math.log10(3), gain.attenuation(), 1e-5);
    }
}
