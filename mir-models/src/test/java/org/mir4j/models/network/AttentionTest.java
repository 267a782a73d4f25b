// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.Parameters;

class AttentionTest {

    private static final int FRAMES = 6;
    private static final int WIDTH = 8;
    private static final int HEADS = 2;
    private static final Shape SEQUENCE = new Shape(2, FRAMES, WIDTH);

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = PyTorch.engine().newBaseManager();
        PyTorch.engine().setRandomSeed(11);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static MultiHeadAttention.Settings settings(
            boolean causal, AttentionScoreSettings score, PositionSettings positions) {
        return new MultiHeadAttention.Settings(WIDTH, HEADS, causal, 0, score, positions);
    }

    static List<AttentionScoreSettings> scores() {
        return List.of(
                new AttentionScoreSettings.Dot(),
                new AttentionScoreSettings.ScaledDot(),
                new AttentionScoreSettings.Multiplicative(),
                new AttentionScoreSettings.ReducedRank(2),
                new AttentionScoreSettings.Additive(3));
    }

    static List<PositionSettings> inner() {
        return List.of(
                new PositionSettings.Relative(2, false),
                new PositionSettings.Relative(9, true),
                new PositionSettings.RelativeSkew(3),
                new PositionSettings.RelativeSkew(9),
                new PositionSettings.Rotary());
    }

    static Stream<MultiHeadAttention.Settings> attentions() {
        return Stream.of(false, true)
                .flatMap(causal -> Stream.concat(
                        scores().stream().map(score -> settings(causal, score, null)),
                        inner().stream().map(positions -> settings(causal, null, positions))));
    }

    private MultiHeadAttention attention(MultiHeadAttention.Settings settings) {
        MultiHeadAttention attention = new MultiHeadAttention(settings);
        attention.setInitializer(new NormalInitializer(0.5f), parameter -> true);
        attention.initialize(manager, DataType.FLOAT32, SEQUENCE);
        return attention;
    }

    private ForwardContext pass() {
        return new ForwardContext(new ParameterStore(manager, false), false);
    }

    private NDArray noise() {
        return manager.randomNormal(SEQUENCE);
    }

    /** Scores of the query (1, 2) and the keys (3, 4) and (-1, 0.5), with parameters of one head in their order. */
    private float[] compared(AttentionScoreSettings settings, float[]... parameters) {
        AttentionScore score = settings.build(1, 2);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Parameters.named(score).forEach((name, parameter) -> {
            float[] values = parameters[weights.size()];
            weights.put(name, new Tensor(parameter.getShape().getShape(), values));
        });
        Parameters.load(score, weights, manager, new Shape(1, 1, 1, 2));
        NDArray query = manager.create(new float[] {1, 2}, new Shape(1, 1, 1, 2));
        NDArray keys = manager.create(new float[] {3, 4, -1, 0.5f}, new Shape(1, 1, 2, 2));
        NDArray scores = score.forward(new ParameterStore(manager, false), new NDList(query, keys), false)
                .singletonOrThrow();
        assertEquals(new Shape(1, 1, 1, 2), scores.getShape());
        assertEquals(scores.getShape(), score.getOutputShapes(new Shape[] {query.getShape(), keys.getShape()})[0]);
        return scores.toFloatArray();
    }

    @Test
    void scoresAreThoseOfTheirEquations() {
        assertArrayEquals(new float[] {11, 0}, compared(scores().get(0)), 1e-6f);
        assertArrayEquals(new float[] {11 / (float) Math.sqrt(2), 0}, compared(scores().get(1)), 1e-6f);
        float[] w = {1, 2, 3, 4}; // s'W = (7, 10)
        assertArrayEquals(new float[] {61, -2}, compared(scores().get(2), w), 1e-5f);
        float[] u = {1, 1}; // U s = 3, V h = 2 and -3.5
        float[] v = {2, -1};
        assertArrayEquals(new float[] {6, -7.5f}, compared(new AttentionScoreSettings.ReducedRank(1), u, v), 1e-5f);
        float[] first = {0.1f, 0, 0, 0.2f}; // W1 h = (0.3, 0.8) and (-0.1, 0.1)
        float[] second = {0, 0.3f, 0.4f, 0}; // W2 s = (0.6, 0.4)
        float[] sum = {1, -2};
        assertArrayEquals(
                new float[] {
                    (float) (Math.tanh(0.9) - 2 * Math.tanh(1.2)), (float) (Math.tanh(0.5) - 2 * Math.tanh(0.5))
                },
                compared(new AttentionScoreSettings.Additive(2), first, second, sum),
                1e-6f);
    }

    @ParameterizedTest
    @MethodSource("attentions")
    void weightsSumToOneAndNeverFallOnPaddingOrTheFuture(MultiHeadAttention.Settings settings) {
        NDArray mask = manager.create(new float[] {1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0}, new Shape(2, FRAMES));
        int before = manager.getManagedArrays().size();
        MultiHeadAttention attention = attention(settings);
        NDArray x = noise();
        NDArray weights = attention.weights(pass(), x, mask);
        assertEquals(new Shape(2, HEADS, FRAMES, FRAMES), weights.getShape());
        float[] numbers = weights.toFloatArray();
        for (int row = 0; row < numbers.length / FRAMES; row++) {
            float sum = 0;
            for (int key = 0; key < FRAMES; key++) {
                float weight = numbers[row * FRAMES + key];
                boolean padding = row >= HEADS * FRAMES && key >= 2;
                boolean later = settings.causal() && key > row % FRAMES;
                assertEquals(padding || later, weight == 0, "row " + row + ", key " + key + ": " + weight);
                sum += weight;
            }
            assertEquals(1, sum, 1e-5);
        }
        int parameters = Parameters.named(attention).size();
        assertEquals(before + parameters + 2, manager.getManagedArrays().size(), "only input and weights are left");
    }

    @ParameterizedTest
    @MethodSource("inner")
    void scoresOfAlikeFramesDependOnTheirDistanceOnly(PositionSettings positions) {
        NDArray alike = manager.randomNormal(new Shape(1, 1, WIDTH)).broadcast(new Shape(1, FRAMES, WIDTH));
        float[] weights = attention(settings(false, null, positions))
                .weights(pass(), alike, null)
                .toFloatArray();
        double spread = 0;
        for (int head = 0; head < HEADS; head++) {
            for (int i = 0; i + 1 < FRAMES; i++) {
                for (int j = 0; j + 1 < FRAMES; j++) {
                    double here = scoreAbove(weights, head, i, j);
                    assertEquals(here, scoreAbove(weights, head, i + 1, j + 1), 1e-4, i + " asks " + j);
                    spread = Math.max(spread, Math.abs(here));
                }
            }
        }
        assertTrue(spread > 1e-2, "distances make no difference: " + spread);
    }

    /** The score of a pair of frames less that of a frame with itself, from the weights. */
    private static double scoreAbove(float[] weights, int head, int i, int j) {
        int row = (head * FRAMES + i) * FRAMES;
        return Math.log(weights[row + j]) - Math.log(weights[row + i]);
    }

    @Test
    void skewingIsTheSameAsAVectorForEveryPair() {
        for (int distance : new int[] {1, 3, 5, 6, 20}) {
            for (boolean causal : new boolean[] {false, true}) {
                MultiHeadAttention skewed =
                        new MultiHeadAttention(settings(causal, null, new PositionSettings.RelativeSkew(distance)));
                MultiHeadAttention naive =
                        attention(settings(causal, null, new PositionSettings.Relative(distance, false)));
                Parameters.load(skewed, forEveryHead(naive), manager, SEQUENCE);
                NDArray x = noise();
                assertArrayEquals(
                        naive.weights(pass(), x, null).toFloatArray(),
                        skewed.weights(pass(), x, null).toFloatArray(),
                        1e-6f,
                        "distance " + distance + ", causal " + causal);
            }
        }
    }

    /** The parameters of a block, where each row of the vectors that heads share is repeated for every head. */
    private static Map<String, Tensor> forEveryHead(MultiHeadAttention shared) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Parameters.named(shared).forEach((name, parameter) -> {
            NDArray value = parameter.getArray();
            NDArray everyHead = name.equals("positions.keys") ? NDArrays.concat(new NDList(value, value), 1) : value;
            weights.put(name, new Tensor(everyHead.getShape().getShape(), everyHead.toFloatArray()));
        });
        return weights;
    }

    @Test
    void whatDoesNotFitIsRefused() {
        requireRefused("width 8 and 3 heads", () -> new MultiHeadAttention.Settings(8, 3, false, 0, null, null));
        requireRefused(
                "a head has 3: width 6 among 2 heads",
                () -> new MultiHeadAttention.Settings(6, 2, false, 0, null, new PositionSettings.Rotary()));
        requireRefused("got 1.0", () -> new MultiHeadAttention.Settings(6, 2, false, 1, null, null));
        for (PositionSettings positions : inner()) {
            requireRefused("Additive", () -> settings(false, new AttentionScoreSettings.Additive(2), positions));
        }
        requireRefused("got 0", () -> new PositionSettings.Relative(0, true));
        requireRefused("got 0", () -> new PositionSettings.RelativeSkew(0));
        requireRefused("got 1.0", () -> new PositionSettings.Rotary(1.0));
        requireRefused("got 0", () -> new AttentionScoreSettings.ReducedRank(0));
        requireRefused("got 0", () -> new AttentionScoreSettings.Additive(0));
        MultiHeadAttention attention = new MultiHeadAttention(settings(false, null, null));
        requireRefused("(B, T, 8), got (2, 6, 7)", () -> attention.getOutputShapes(new Shape[] {new Shape(2, 6, 7)}));
    }

    private static void requireRefused(String said, Executable attempt) {
        String message = assertThrows(IllegalArgumentException.class, attempt).getMessage();
        assertTrue(message.contains(said), message);
    }
}
