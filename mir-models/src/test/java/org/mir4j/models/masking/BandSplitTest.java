// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for any band-split network, whatever its weights. */
class BandSplitTest {

    private static final float ROUNDING = 1e-5f;

    private NetworkBench bench;

    @BeforeEach
    void open() {
        bench = new NetworkBench();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static MaskNetworkSettings settings(String bands, String more) {
        return NetworkBench.settings("{'type': 'band-split', 'bands': " + bands
                + ", 'features': 4, 'hidden': 3, 'layers': 2, 'head': 5" + more + "}");
    }

    private MaskNetwork network(String more, int channels, int bins, int stems) {
        return bench.network(settings("[2, 3]", more), channels, bins, stems);
    }

    private NDArray masks(MaskNetwork network, NDArray magnitudes) {
        return bench.masks(network, magnitudes);
    }

    private NDArray magnitudes(int channels, int bins, int frames) {
        return bench.magnitudes(channels, bins, frames);
    }

    @Test
    void anyNumberOfFramesIsMasked() {
        MaskNetwork network = network("", 2, 9, 3);
        for (int frames : new int[] {1, 2, 7}) {
            NDArray magnitudes = magnitudes(2, 9, frames);
            Shape expected = new Shape(2, 3, 2, 9, frames);
            assertEquals(expected, network.getOutputShapes(new Shape[] {magnitudes.getShape()})[0]);
            assertEquals(expected, masks(network, magnitudes).getShape());
        }
    }

    @Test
    void framesThatAreReadAsOneHaveMasksOfTheirOwn() {
        MaskNetwork network = network(", 'stride': 3", 2, 9, 2);
        for (int frames : new int[] {1, 3, 7}) {
            assertEquals(
                    new Shape(2, 2, 2, 9, frames),
                    masks(network, magnitudes(2, 9, frames)).getShape());
        }
        NDArray masks = masks(network, magnitudes(2, 9, 3));
        assertFalse(Arrays.equals(
                masks.get(new NDIndex("..., 0")).toFloatArray(),
                masks.get(new NDIndex("..., 1")).toFloatArray()));
    }

    @Test
    void masksBySoftmaxSumToOne() {
        MaskNetwork network = network(", 'mask': 'softmax'", 2, 9, 2);
        assertTrue(network.sharesMixture());
        float[] sums = masks(network, magnitudes(2, 9, 6)).sum(new int[] {1}).toFloatArray();
        float[] ones = new float[sums.length];
        Arrays.fill(ones, 1);
        assertArrayEquals(ones, sums, ROUNDING);
        assertFalse(network("", 2, 9, 2).sharesMixture());
    }

    @Test
    void everyBinIsHeardFromEveryBandBothWaysThroughTime() {
        MaskNetwork network = network("", 1, 9, 1);
        float[] before = masks(network, magnitudes(1, 9, 5))
                .get(new NDIndex("0, 0, 0, 4, 2"))
                .toFloatArray();
        for (int[] place : new int[][] {{0, 0}, {8, 0}, {0, 4}, {8, 4}}) {
            NDArray changed = magnitudes(1, 9, 5);
            changed.set(new NDIndex("0, 0, {}, {}", place[0], place[1]), 9);
            float[] after =
                    masks(network, changed).get(new NDIndex("0, 0, 0, 4, 2")).toFloatArray();
            assertFalse(Arrays.equals(before, after), Arrays.toString(place));
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertTrue(refusal("[4, 6]", 9, 1).contains("bands of 10 bins together cannot split a spectrogram of 9"));
        assertTrue(refusal("[]", 9, 1).contains("at least one band"));
        assertTrue(refusal("[3, 0]", 9, 1).contains("at least one bin"));
        String alone = assertThrows(IllegalArgumentException.class, () -> settings("[2]", ", 'mask': 'softmax'")
                        .build(1, 9, 1))
                .getMessage();
        assertTrue(alone.contains("use sigmoid"), alone);
    }

    private static String refusal(String bands, int bins, int stems) {
        RuntimeException thrown =
                assertThrows(RuntimeException.class, () -> settings(bands, "").build(1, bins, stems));
        return thrown.getMessage();
    }
}
