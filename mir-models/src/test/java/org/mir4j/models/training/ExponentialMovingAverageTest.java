// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mir4j.models.engine.PyTorch;

/** Two weights, 1 and 2, whose means lag behind as they become 11 and 12. */
class ExponentialMovingAverageTest {

    private final NDManager manager = PyTorch.engine().newBaseManager(Device.cpu());
    private final Map<String, Parameter> weights = new LinkedHashMap<>();
    private ExponentialMovingAverage average;

    @BeforeEach
    void follow() {
        for (int i = 1; i <= 2; i++) {
            Parameter weight = Parameter.builder()
                    .setName("weight" + i)
                    .setType(Parameter.Type.WEIGHT)
                    .build();
            weight.setArray(manager.create(new float[] {i}));
            weights.put(weight.getName(), weight);
        }
        average = new ExponentialMovingAverage(0.5, weights, manager);
        weights.values().forEach(weight -> weight.getArray().addi(10));
        average.follow(1); // by a decay of 2 / 11
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private float[] weight(int i) {
        return weights.get("weight" + i).getArray().toFloatArray();
    }

    private float[] mean(int i) {
        return average.means().get("weight" + i).toFloatArray();
    }

    @Test
    void weightsAndMeansChangePlacesAndBack() {
        int arrays = manager.getManagedArrays().size();
        average.exchange();
        for (int i = 1; i <= 2; i++) {
            assertArrayEquals(new float[] {i + 90 / 11f}, weight(i), 1e-5f);
            assertArrayEquals(new float[] {i + 10}, mean(i));
        }
        average.exchange();
        for (int i = 1; i <= 2; i++) {
            assertArrayEquals(new float[] {i + 10}, weight(i));
            assertArrayEquals(new float[] {i + 90 / 11f}, mean(i), 1e-5f);
        }
        assertEquals(arrays, manager.getManagedArrays().size());
    }

    @Test
    void anExchangeThatFailsHasChangedNothing() {
        weights.get("weight2").getArray().close(); // of which no copy can be made
        assertThrows(RuntimeException.class, average::exchange);
        assertArrayEquals(new float[] {11}, weight(1));
        assertArrayEquals(new float[] {1 + 90 / 11f}, mean(1), 1e-5f);
        assertArrayEquals(new float[] {2 + 90 / 11f}, mean(2), 1e-5f);
    }
}
