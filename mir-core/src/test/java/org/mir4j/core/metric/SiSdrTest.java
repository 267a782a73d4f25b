// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SiSdrTest {

    private static final float[] REFERENCE = {1, -1, 1, -1};

    @Test
    void theRatioIsThatOfTheMultipleOfTheReferenceAndTheRest() {
        // the estimate is twice the reference and, at right angles to it, ones
        assertEquals(10 * Math.log10(4), SiSdr.of(REFERENCE, new float[] {3, -1, 3, -1}), 1e-12);
    }

    @Test
    void aGainAlsoANegativeOneDoesNotMatter() {
        assertEquals(10 * Math.log10(4), SiSdr.of(REFERENCE, new float[] {-1.5f, 0.5f, -1.5f, 0.5f}), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, SiSdr.of(REFERENCE, new float[] {4, -4, 4, -4}));
    }

    @Test
    void channelsShareOneGain() {
        float[][] reference = {REFERENCE, REFERENCE};
        float[][] estimate = {{3, -3, 3, -3}, {1, -1, 1, -1}};
        // the gain is 2, what is left is the reference and its negative
        assertEquals(10 * Math.log10(4), SiSdr.of(reference, estimate), 1e-12);
    }

    @Test
    void silenceHasNoScoreAndAStrangerTheWorst() {
        assertTrue(Double.isNaN(SiSdr.of(new float[4], REFERENCE)));
        assertTrue(Double.isNaN(SiSdr.of(REFERENCE, new float[4])));
        assertEquals(Double.NEGATIVE_INFINITY, SiSdr.of(REFERENCE, new float[] {1, 1, 1, 1}));
    }

    @Test
    void lengthsAreTheSame() {
        assertThrows(IllegalArgumentException.class, () -> SiSdr.of(REFERENCE, new float[3]));
        assertThrows(IllegalArgumentException.class, () -> SiSdr.of(new float[0], new float[0]));
    }

    @Test
    void samplesThatAreNotFiniteAreNamedAlsoWhereTheOtherSignalIsSilent() {
        for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            String end = ", channel 1, sample 2 is " + broken + "; only finite samples can be scored.";
            assertEquals("estimate" + end, refusal(new float[] {1, -1, 0, 1}, new float[] {1, 1, broken, 1}));
            assertEquals("reference" + end, refusal(new float[] {1, -1, broken, 1}, new float[] {1, 1, 0, 1}));
        }
    }

    private static String refusal(float[] reference, float[] estimate) {
        return assertThrows(IllegalArgumentException.class, () -> SiSdr.of(reference, estimate))
                .getMessage();
    }

    @Test
    void theLoudestSamplesThereAreCanBeScored() {
        float most = Float.MAX_VALUE;
        assertEquals(Double.POSITIVE_INFINITY, SiSdr.of(new float[] {most, -most}, new float[] {most, -most}));
    }
}
