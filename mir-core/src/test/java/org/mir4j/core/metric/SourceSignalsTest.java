// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceSignalsTest {

    private static String refusal(List<float[][]> references, List<float[][]> estimates) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> BssEvalV4.evaluate(references, estimates, Framing.seconds(44100)))
                .getMessage();
    }

    private static float[][] stereo(int length) {
        return new float[2][length];
    }

    @Test
    void sourcesAreNeeded() {
        assertEquals("there is no source to score: the list of references is empty.", refusal(List.of(), List.of()));
    }

    @Test
    void everyReferenceNeedsAnEstimate() {
        assertEquals(
                "every reference needs one estimate, got 2 references and 3 estimates.",
                refusal(List.of(stereo(5), stereo(5)), List.of(stereo(5), stereo(5), stereo(5))));
    }

    @Test
    void lengthsAreTheSame() {
        assertEquals(
                "estimate 2 has 6 samples where reference 1 has 5; cut estimates to the length of the"
                        + " references, or pad them with zeros.",
                refusal(List.of(stereo(5), stereo(5)), List.of(stereo(5), stereo(6))));
    }

    @Test
    void channelsAreAsMany() {
        assertEquals(
                "estimate 1 has 1 channel where reference 1 has 2 channels; all signals need the same.",
                refusal(List.of(stereo(5), stereo(5)), List.of(new float[1][5], stereo(5))));
        assertEquals(
                "reference 2 has no channels; it needs at least one.",
                refusal(List.of(stereo(5), new float[0][]), List.of(stereo(5), stereo(5))));
    }

    @Test
    void signalsHaveSamples() {
        assertEquals(
                "reference 1 is empty; a signal to score needs at least one sample.",
                refusal(List.of(stereo(0), stereo(0)), List.of(stereo(0), stereo(0))));
    }

    @Test
    void samplesAreFinite() {
        float[][] broken = stereo(5);
        broken[1][3] = Float.NaN;
        assertEquals(
                "estimate 2, channel 2, sample 3 is NaN; only finite samples can be scored.",
                refusal(List.of(stereo(5), stereo(5)), List.of(stereo(5), broken)));
        broken[1][3] = Float.NEGATIVE_INFINITY;
        assertEquals(
                "reference 1, channel 2, sample 3 is -Infinity; only finite samples can be scored.",
                refusal(List.of(broken, stereo(5)), List.of(stereo(5), stereo(5))));
    }
}
