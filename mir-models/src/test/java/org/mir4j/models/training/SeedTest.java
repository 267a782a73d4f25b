// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeedTest {

    private static final int NUMBERS = 1000;

    private static double[] firsts(long seed) {
        return IntStream.range(0, NUMBERS)
                .mapToDouble(number -> new Seed(seed).random(number).nextDouble())
                .toArray();
    }

    @Test
    void theSameSeedAndNumberGiveTheSame() {
        assertEquals(new Seed(3).random(7).nextLong(), new Seed(3).random(7).nextLong());
        assertNotEquals(new Seed(3).random(7).nextLong(), new Seed(3).random(8).nextLong());
        assertNotEquals(new Seed(3).random(7).nextLong(), new Seed(4).random(7).nextLong());
    }

    @Test
    void neighbouringNumbersHaveNothingInCommon() {
        double[] firsts = firsts(1);
        double low = IntStream.range(0, NUMBERS).filter(i -> firsts[i] < 0.3).count();
        assertEquals(0.3, low / NUMBERS, 0.05);
        // neighbours fall on either side of the middle half of the time
        double changes = IntStream.range(1, NUMBERS)
                .filter(i -> firsts[i] < 0.5 != firsts[i - 1] < 0.5)
                .count();
        assertEquals(0.5, changes / NUMBERS, 0.05);
    }

    @Test
    void neighbouringSeedsHaveNothingInCommon() {
        double[] one = firsts(1);
        double[] other = firsts(2);
        double alike = IntStream.range(0, NUMBERS)
                .filter(i -> one[i] < 0.5 == other[i] < 0.5)
                .count();
        assertEquals(0.5, alike / NUMBERS, 0.05);
    }
}
