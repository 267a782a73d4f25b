// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.audio.streaming.StreamAnalyzer.Blocks;

class BlocksTest {

    private static final int SIZE = 8;

    @ParameterizedTest
    @CsvSource({"1, 100", "3, 1", "4, 3", "8, 7"})
    void areThoseOfTheWholeAroundEveryHop(int hop, int portion) {
        for (int length = 0; length <= 40; length++) {
            float[] samples = new float[length];
            for (int n = 0; n < length; n++) {
                samples[n] = n + 1;
            }
            Blocks blocks = new Blocks(new ArraySource(samples, 8000, portion), SIZE, hop);
            for (int middle = 0; middle < length; middle += hop) {
                assertTrue(blocks.next());
                assertEquals(middle, blocks.middle());
                check(samples, middle, blocks);
            }
            assertFalse(blocks.next());
        }
    }

    private static void check(float[] samples, int middle, Blocks blocks) {
        float[] expected = new float[SIZE];
        int recorded = 0;
        for (int i = 0; i < SIZE; i++) {
            int n = middle - SIZE / 2 + i;
            if (n >= 0 && n < samples.length) {
                expected[i] = samples[n];
                recorded++;
            }
        }
        assertArrayEquals(expected, blocks.samples());
        assertEquals(recorded, blocks.recorded());
    }
}
