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
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.layer.Parameters;

/** What the authors' code has no goldens for: a remainder in place of a network, and a narrower bottleneck. */
class SpleeterTest {

    private static final int BINS = 17;

    private final NetworkBench bench = new NetworkBench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static MaskNetworkSettings settings(int width, String more) {
        return NetworkBench.settings(
                "{'type': 'spleeter', 'channels': [3, 4, " + width + "], 'bins': 16, 'frames': 8" + more + "}");
    }

    private MaskNetwork network(String more, int stems) {
        return bench.network(settings(5, more), 1, BINS, stems);
    }

    @Test
    void theRemainderIsWhatTheFirstStemLeavesAtEveryBin() {
        for (String extension : List.of("zeros", "average")) {
            MaskNetwork network = network(", 'remainder': true, 'extension': '" + extension + "'", 2);
            assertTrue(network.sharesMixture());
            NDArray masks = bench.masks(network, bench.magnitudes(1, BINS, 11));
            assertEquals(new Shape(2, 2, 1, BINS, 11), masks.getShape());
            NDArray vocals = masks.get(":, 0");
            assertArrayEquals(
                    vocals.neg().add(1).toFloatArray(), masks.get(":, 1").toFloatArray());
            float[] top = vocals.get(":, :, 16:").toFloatArray();
            float[] expected = extension.equals("zeros")
                    ? new float[top.length]
                    : vocals.get(":, :, :16").mean(new int[] {2}).toFloatArray();
            assertArrayEquals(expected, top, 1e-6f);
        }
    }

    /** Of two networks, {@code m^2 x^2 / (m^2 x^2 + n^2 x^2)}; of one, {@code m}. */
    @Test
    void theMaskOfTheFirstStemIsThatOfItsNetwork() {
        NDArray magnitudes = bench.magnitudes(1, BINS, 8).add(0.5);
        MaskNetwork two = network("", 2);
        MaskNetwork one = network(", 'remainder': true", 2);
        Map<String, Parameter> parts = Parameters.named(two);
        assertTrue(parts.keySet().containsAll(Parameters.named(one).keySet()));
        Parameters.named(one)
                .forEach((name, parameter) -> parts.get(name).getArray().copyTo(parameter.getArray()));
        // the second network gives a mask of one half everywhere
        parts.get("conv2d_7.weight").getArray().muli(0);
        parts.get("conv2d_7.bias").getArray().muli(0);
        NDArray ratio = bench.masks(two, magnitudes).get(new NDIndex(":, 0, :, :16"));
        NDArray mask = bench.masks(one, magnitudes).get(new NDIndex(":, 0, :, :16"));
        NDArray square = mask.square();
        assertArrayEquals(square.div(square.add(0.25)).toFloatArray(), ratio.toFloatArray(), 1e-5f);
    }

    @Test
    void aRemainderStandsBesideOneStemWithASigmoid() {
        String message = assertThrows(IllegalArgumentException.class, () -> network(", 'remainder': true", 3))
                .getMessage();
        assertTrue(message.contains("of two, and there are 3"), message);
        message = assertThrows(RuntimeException.class, () -> network(", 'remainder': true, 'mask': 'softmax'", 2))
                .getMessage();
        assertTrue(message.contains("use sigmoid"), message);
    }

    private static Tensor random(Random random, long... shape) {
        int size = 1;
        for (long axis : shape) {
            size *= (int) axis;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Tensor(shape, values);
    }

    private static RealMatrix matrix(Tensor tensor) {
        int rows = (int) tensor.shape()[0];
        int columns = tensor.values().length / rows;
        RealMatrix matrix = new Array2DRowRealMatrix(rows, columns);
        for (int i = 0; i < tensor.values().length; i++) {
            matrix.setEntry(i / columns, i % columns, tensor.values()[i]);
        }
        return matrix;
    }

    /** What convolution and transposed convolution of the deepest level do together. */
    private static RealMatrix product(Map<String, Tensor> weights, int layer, int transposed) {
        return matrix(weights.get("conv2d_" + layer + ".weight"))
                .transpose()
                .multiply(matrix(
                        weights.get("conv2d_transpose" + (transposed == 0 ? "" : "_" + transposed) + ".weight")));
    }

    private static Map<String, Tensor> weights(int width) {
        Random random = new Random(4);
        Map<String, Tensor> weights = new TreeMap<>();
        for (int[] stem : new int[][] {{2, 0}, {6, 3}}) {
            weights.put("conv2d_" + stem[0] + ".weight", random(random, width, 4, 2, 2));
            weights.put("conv2d_" + stem[0] + ".bias", random(random, width));
            weights.put(
                    "conv2d_transpose" + (stem[1] == 0 ? "" : "_" + stem[1]) + ".weight",
                    random(random, width, 3, 2, 2));
        }
        return weights;
    }

    @Test
    void aNarrowerBottleneckIsTheNearestOfItsRank() {
        Map<String, Tensor> wide = weights(9);
        Map<String, Tensor> narrow = settings(4, "").fitted(wide);
        for (int[] stem : new int[][] {{2, 0}, {6, 3}}) {
            assertArrayEquals(
                    new long[] {4, 4, 2, 2},
                    narrow.get("conv2d_" + stem[0] + ".weight").shape());
            SingularValueDecomposition exact = new SingularValueDecomposition(product(wide, stem[0], stem[1]));
            double least = 0;
            for (int i = 4; i < 9; i++) {
                least += Math.pow(exact.getSingularValues()[i], 2);
            }
            RealMatrix error = product(wide, stem[0], stem[1]).subtract(product(narrow, stem[0], stem[1]));
            assertEquals(Math.sqrt(least), error.getFrobeniusNorm(), 1e-4);
        }
    }

    /** Of a bottleneck whose channels are combinations of three, the bias among them. */
    @Test
    void aBottleneckThatIsWiderThanItsRankLosesNothing() {
        Map<String, Tensor> few = weights(3);
        RealMatrix mix = matrix(random(new Random(9), 7, 3));
        Map<String, Tensor> wide = new TreeMap<>();
        few.forEach((name, tensor) -> {
            long[] shape = tensor.shape().clone();
            shape[0] = 7;
            RealMatrix mixed = mix.multiply(matrix(tensor));
            float[] values = new float[7 * mixed.getColumnDimension()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) mixed.getEntry(i / mixed.getColumnDimension(), i % mixed.getColumnDimension());
            }
            wide.put(name, new Tensor(shape, values));
        });
        Map<String, Tensor> narrow = settings(3, "").fitted(wide);
        RealMatrix lost = product(wide, 2, 0).subtract(product(narrow, 2, 0));
        assertEquals(0, lost.getFrobeniusNorm() / product(wide, 2, 0).getFrobeniusNorm(), 1e-5);
        RealMatrix before =
                matrix(wide.get("conv2d_2.bias")).transpose().multiply(matrix(wide.get("conv2d_transpose.weight")));
        RealMatrix after =
                matrix(narrow.get("conv2d_2.bias")).transpose().multiply(matrix(narrow.get("conv2d_transpose.weight")));
        assertEquals(0, before.subtract(after).getFrobeniusNorm() / before.getFrobeniusNorm(), 1e-5);
    }

    @Test
    void weightsThatAreNotWiderStayAsTheyAre() {
        Map<String, Tensor> weights = weights(4);
        assertEquals(weights, settings(4, "").fitted(weights));
        assertEquals(weights, settings(5, "").fitted(weights));
        assertEquals(Map.of(), settings(5, "").fitted(Map.of()));
    }

    @Test
    void allButTheStatisticsOfItsNormsLearns() {
        MaskNetwork network = network(", 'remainder': true", 2);
        List<String> fixed = new ArrayList<>();
        Parameters.named(network).forEach((name, parameter) -> {
            if (!parameter.requiresGradient()) {
                fixed.add(name);
            }
        });
        assertFalse(fixed.isEmpty());
        assertTrue(fixed.stream().allMatch(name -> name.contains(".running_")), fixed.toString());
    }
}
