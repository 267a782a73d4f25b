// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class RandomStateTest {

    private static String drawn() {
        try (NDManager manager = PyTorch.engine().newBaseManager(Device.cpu())) {
            return Arrays.toString(manager.randomNormal(new Shape(4)).toFloatArray());
        }
    }

    private static String seeded(long seed) {
        return RandomState.seeded(seed, RandomStateTest::drawn);
    }

    @Test
    void theSameSeedGivesTheSameNumbersOnAnyThread() throws Exception {
        FutureTask<String> elsewhere = new FutureTask<>(() -> seeded(1L << 40));
        new Thread(elsewhere).start();
        assertEquals(seeded(1L << 40), elsewhere.get());
        assertNotEquals(seeded(1), seeded(2));
    }

    @Test
    void aSeedIsNotThatOfWhoeverDrawsNext() {
        PyTorch.engine().setRandomSeed(5);
        List<String> first = List.of(seeded(1), drawn());
        PyTorch.engine().setRandomSeed(5);
        List<String> second = List.of(seeded(2), drawn());
        assertNotEquals(first.get(0), second.get(0));
        assertEquals(first.get(1), second.get(1));
        PyTorch.engine().setRandomSeed(6);
        seeded(1);
        assertNotEquals(first.get(1), drawn());
    }
}
