// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.TinyModel;

class InspectorTest {

    @TempDir
    Path directory;

    private Inspector inspector;

    @BeforeEach
    void open() {
        inspector = Inspector.load(TinyModel.install(directory.resolve("tiny"), TinyModel.weights()));
    }

    @AfterEach
    void close() {
        inspector.close();
    }

    @Test
    void layersHaveTheNamesOfTheirWeights() {
        assertEquals(
                List.of(
                        new FilterLayer("encoder.layer1", 4, 1, List.of(3, 3)),
                        new FilterLayer("encoder.layer2", 5, 4, List.of(3, 3))),
                inspector.layers());
    }

    @Test
    void filtersAreTheWeightsOfTheirLayer() {
        float[] weights = TinyModel.weights().get("encoder.layer1.conv.weight").values();
        Filters filters = inspector.filters("encoder.layer1");
        assertArrayEquals(Arrays.copyOfRange(weights, 12, 15), filters.weights().get(1)[1]);
    }

    @Test
    void ofFiltersOverSeveralChannelsTheMeanIsTaken() {
        float[] weights = TinyModel.weights().get("encoder.layer2.conv.weight").values();
        double mean = (weights[36 + 4] + weights[36 + 13] + weights[36 + 22] + weights[36 + 31]) / 4;
        assertEquals(mean, inspector.filters("encoder.layer2").weights().get(1)[1][1], 1e-6);
    }

    @Test
    void gradientAscentRaisesTheActivation() {
        for (FilterLayer layer : inspector.layers()) {
            Excitation found = inspector.excite(layer.name(), 3);
            assertTrue(found.after() > found.before() + 0.05, found.toString());
        }
    }

    @Test
    void aFilterOfOneBandAndFrameIsExcitedByASoundInThatBandAndFrame() {
        try (Inspector linear = Inspector.load(LinearModel.install(directory))) {
            float[][] change = linear.excite("encoder.layer1.main", 0).change();
            int best = 0;
            for (int frame = 0; frame < change.length; frame++) {
                best = change[frame][LinearModel.BANDS / 2] > change[best][LinearModel.BANDS / 2] ? frame : best;
            }
            float[] loudest = change[best];
            assertTrue(loudest[LinearModel.BANDS / 2] > 10, "dB");
            for (int band = 0; band < LinearModel.BANDS; band++) {
                assertTrue(loudest[band] >= 0 && loudest[band] <= loudest[LinearModel.BANDS / 2]);
            }
            assertTrue(loudest[0] < 1, "far below in frequency");
            assertEquals(0, change[0][LinearModel.BANDS / 2], 1e-6);
        }
    }

    @Test
    void theSameFilterIsExcitedByTheSameInput() {
        float[][] once = inspector.excite("encoder.layer2", 3).change();
        float[][] again = inspector.excite("encoder.layer2", 3).change();
        assertArrayEquals(once, again);
    }

    @Test
    void unknownLayersAndFiltersAreAnsweredWithThoseThatThereAre() {
        ModelException layer = assertThrows(ModelException.class, () -> inspector.excite("encoder.layer3", 0));
        assertTrue(layer.getMessage().contains("encoder.layer1, encoder.layer2"), layer.getMessage());
        for (int filter : new int[] {-1, 4}) {
            ModelException error = assertThrows(ModelException.class, () -> inspector.excite("encoder.layer1", filter));
            assertTrue(error.getMessage().contains("4 filters, numbered from 0 to 3"), error.getMessage());
        }
    }

    @Test
    void nothingIsLeftInNativeMemory() {
        inspector.excite("encoder.layer1", 0);
        int before = inspector.arrays();
        inspector.excite("encoder.layer1", 1);
        inspector.excite("encoder.layer2", 1);
        inspector.filters("encoder.layer2");
        assertEquals(before, inspector.arrays());
    }
}
