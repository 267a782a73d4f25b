// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mir4j.core.audio.Waveform;

class PassthroughCheckTest {

    /** A piece whose stems are so many times the mixture. */
    private static StemAudio part(float[] mixture, double... gains) {
        Map<String, Waveform> stems = new LinkedHashMap<>();
        for (double gain : gains) {
            float[] stem = new float[mixture.length];
            for (int n = 0; n < stem.length; n++) {
                stem[n] = (float) (gain * mixture[n]);
            }
            stems.put("stem" + stems.size(), Waveform.mono(stem, 8000));
        }
        return new StemAudio(Waveform.mono(mixture, 8000), stems);
    }

    private static boolean found(StemAudio... parts) {
        PassthroughCheck check = new PassthroughCheck();
        for (StemAudio part : parts) {
            check.add(part);
        }
        return check.found();
    }

    private static final float[] SOUND = {0.5f, -0.25f, 0.125f};

    @Test
    void stemsThatAllAreTheMixtureAreFound() {
        assertTrue(found(part(SOUND, 1, 1)));
        assertTrue(found(part(SOUND, 1)));
        assertTrue(found(part(SOUND, 1.0009, 0.9991)), "-60 dB");
        assertFalse(found(part(SOUND, 1.002, 1)));
    }

    @Test
    void equalSharesOfTheMixtureAreFound() {
        assertTrue(found(part(SOUND, 0.5, 0.5)));
        assertTrue(found(part(SOUND, 0.25, 0.25, 0.25, 0.25)));
        assertFalse(found(part(SOUND, 0.51, 0.49)));
        assertFalse(found(part(SOUND, 0.25, 0.25, 0.25, 0.2504)), "shares are softer, and so is what differs");
    }

    @Test
    void aSongOfOneStemOnlyIsNone() {
        assertFalse(found(part(SOUND, 1, 0)));
        assertFalse(found(part(SOUND, 0, 1)));
    }

    @Test
    void onePieceThatIsTakenApartIsEnough() {
        assertFalse(found(part(SOUND, 1, 1), part(SOUND, 0.9, 0.1), part(SOUND, 1, 1)));
    }

    @Test
    void ofSilenceNothingIsTold() {
        assertFalse(found(part(new float[3], 1, 1)));
        assertFalse(found());
    }
}
