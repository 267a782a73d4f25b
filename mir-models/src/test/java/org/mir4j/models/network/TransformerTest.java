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
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.network.SequenceSettings.Transformer.NormPlace;

class TransformerTest {

    private static final int FRAMES = 7;
    private static final int FEATURES = 5;
    private static final int WIDTH = 8;
    private static final Shape SEQUENCE = new Shape(2, FRAMES, FEATURES);
    private static final PositionSettings NONE = new PositionSettings.None();

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = PyTorch.engine().newBaseManager();
        PyTorch.engine().setRandomSeed(12);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    static List<PositionSettings> positions() {
        return List.of(
                new PositionSettings.Sinusoidal(),
                new PositionSettings.Learned(),
                new PositionSettings.Relative(2, false),
                new PositionSettings.Relative(9, true),
                new PositionSettings.RelativeSkew(3),
                new PositionSettings.Rotary());
    }

    private static SequenceSettings.Transformer settings(PositionSettings positions, boolean causal, boolean token) {
        return new SequenceSettings.Transformer(
                WIDTH, 2, 2, 6, Activations.GELU, NormPlace.PRE, positions, null, causal, token, 0.2);
    }

    private SequenceLayer layer(SequenceSettings.Transformer settings) {
        SequenceLayer layer = settings.build(SEQUENCE);
        layer.setInitializer(new NormalInitializer(0.5f), parameter -> true);
        layer.initialize(manager, DataType.FLOAT32, SEQUENCE);
        return layer;
    }

    private NDArray noise() {
        return manager.randomNormal(SEQUENCE);
    }

    private float[] infer(SequenceLayer layer, NDArray... inputs) {
        return layer.forward(new ParameterStore(manager, false), new NDList(inputs), false)
                .singletonOrThrow()
                .toFloatArray();
    }

    private NDArray frames(float[] output) {
        return manager.create(output, new Shape(2, output.length / 2 / WIDTH, WIDTH));
    }

    /** The largest difference of what comes out for turned frames from the turned frames that come out. */
    private double differenceOfTurned(PositionSettings positions) {
        SequenceLayer layer = layer(settings(positions, false, false));
        NDArray x = noise();
        NDArray turnedAfter = frames(infer(layer, x)).flip(1);
        NDArray turnedBefore = frames(infer(layer, x.flip(1)));
        return turnedAfter.sub(turnedBefore).abs().max().getFloat();
    }

    @Test
    void withoutPositionsFramesAreASet() {
        assertEquals(0, differenceOfTurned(NONE), 1e-5);
        SequenceLayer layer = layer(settings(NONE, false, false));
        NDArray x = noise();
        assertArrayEquals(
                frames(infer(layer, x)).mean(new int[] {1}).toFloatArray(),
                frames(infer(layer, x.flip(1))).mean(new int[] {1}).toFloatArray(),
                1e-5f,
                "their mean does not know an order");
    }

    @ParameterizedTest
    @MethodSource("positions")
    void withPositionsTheOrderMatters(PositionSettings positions) {
        assertTrue(differenceOfTurned(positions) > 1e-2, positions.toString());
        assertTrue(differenceOfTurned(NONE) < 1e-5);
    }

    @ParameterizedTest
    @MethodSource("positions")
    void aCausalOneDoesNotLookAhead(PositionSettings positions) {
        SequenceLayer layer = layer(settings(positions, true, false));
        NDArray x = noise();
        NDArray otherEnd = NDArrays.concat(new NDList(x.get(":, :4"), noise().get(":, 4:")), 1);
        NDArray one = frames(infer(layer, x));
        NDArray other = frames(infer(layer, otherEnd));
        NDArray difference = one.sub(other).abs().max(new int[] {0}).max(new int[] {1});
        float[] byFrame = difference.toFloatArray();
        for (int frame = 0; frame < FRAMES; frame++) {
            assertEquals(frame >= 4, byFrame[frame] > 1e-6, "frame " + frame + " differs by " + byFrame[frame]);
        }
    }

    @ParameterizedTest
    @MethodSource("positions")
    void framesOfPaddingChangeNothing(PositionSettings positions) {
        NDArray mask = manager.ones(new Shape(2, FRAMES));
        NDArray padded =
                NDArrays.concat(new NDList(mask.get(":, :4"), mask.get(":, 4:").mul(0)), 1);
        for (boolean token : new boolean[] {false, true}) {
            SequenceLayer layer = layer(settings(positions, false, token));
            int valid = token ? 5 : 4;
            NDArray x = noise();
            NDArray otherPadding = NDArrays.concat(new NDList(x.get(":, :4"), noise().get(":, 4:")), 1);
            NDIndex front = new NDIndex(":, :{}", valid);
            float[] expected = frames(infer(layer, x.get(":, :4"))).toFloatArray();
            for (NDArray sequence : List.of(x, otherPadding)) {
                float[] found =
                        frames(infer(layer, sequence, padded)).get(front).toFloatArray();
                assertArrayEquals(expected, found, 1e-5f, positions + ", token " + token);
            }
            assertArrayEquals(infer(layer, x), infer(layer, x, mask), 1e-5f, "a mask of ones is none");
        }
    }

    @Test
    void numbersAreLeftOutInTrainingOnly() {
        SequenceLayer layer = layer(settings(new PositionSettings.Sinusoidal(), false, true));
        NDArray x = noise();
        assertArrayEquals(infer(layer, x), infer(layer, x));
        ParameterStore parameters = new ParameterStore(manager, false);
        NDArray one = layer.forward(parameters, new NDList(x), true).singletonOrThrow();
        NDArray other = layer.forward(parameters, new NDList(x), true).singletonOrThrow();
        assertTrue(one.sub(other).abs().max().getFloat() > 1e-2);
    }

    @Test
    void weightsOfEveryLayerAreGivenOnRequest() {
        TransformerStack layer = (TransformerStack) layer(settings(new PositionSettings.Rotary(), false, true));
        NDArray x = noise();
        NDArray mask = manager.ones(new Shape(2, FRAMES));
        int before = manager.getManagedArrays().size();
        NDList weights = layer.weights(new ForwardContext(new ParameterStore(manager, false), false), x, mask);
        assertEquals(before + 2, manager.getManagedArrays().size());
        assertEquals(2, weights.size());
        for (NDArray each : weights) {
            assertEquals(new Shape(2, 2, FRAMES + 1, FRAMES + 1), each.getShape());
            assertEquals(1, each.sum(new int[] {3}).max().getFloat(), 1e-5);
        }
    }

    @Test
    void learnedPositionsEndWithTheSequencesThatTheyAreBuiltFor() {
        SequenceLayer layer = layer(settings(new PositionSettings.Learned(), false, true));
        Shape longer = new Shape(1, FRAMES + 1, FEATURES);
        requireRefused(
                "for 8 frames, which a sequence of shape (1, 9, 8)", () -> layer.getOutputShapes(new Shape[] {longer}));
        NDArray x = manager.ones(longer);
        requireRefused("for 8 frames, which a sequence of shape (1, 9, 8)", () -> infer(layer, x));
        assertEquals(new Shape(1, 4, WIDTH), layer.getOutputShapes(new Shape[] {new Shape(1, 3, FEATURES)})[0]);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        requireRefused("would receive none of them", () -> settings(NONE, true, true));
        requireRefused(
                "got NONE",
                () -> new SequenceSettings.Transformer(
                        8, 2, 1, 4, Activations.NONE, NormPlace.POST, NONE, null, false, false, 0));
        requireRefused(
                "got 0 with 4",
                () -> new SequenceSettings.Transformer(
                        8, 2, 0, 4, Activations.RELU, NormPlace.POST, NONE, null, false, false, 0));
        requireRefused(
                "width 8 and 3 heads",
                () -> new SequenceSettings.Transformer(
                        8, 3, 1, 4, Activations.RELU, NormPlace.POST, NONE, null, false, false, 0));
        requireRefused(
                "place for its norms",
                () -> new SequenceSettings.Transformer(
                        8, 2, 1, 4, Activations.RELU, null, NONE, null, false, false, 0));
        SequenceLayer layer = settings(NONE, false, false).build(SEQUENCE);
        requireRefused("(B, T, 5), got (2, 7, 6)", () -> layer.getOutputShapes(new Shape[] {new Shape(2, 7, 6)}));
    }

    private static void requireRefused(String said, Executable attempt) {
        String message = assertThrows(IllegalArgumentException.class, attempt).getMessage();
        assertTrue(message.contains(said), message);
    }

    @Test
    void itSaysWhereTheSequenceIsSummedUp() {
        assertEquals(SequenceReadout.CLASS_TOKEN, settings(NONE, false, true).readout());
        assertEquals(SequenceReadout.LAST_FRAME, settings(NONE, true, false).readout());
        assertEquals(SequenceReadout.NOWHERE, settings(NONE, false, false).readout());
    }

    @Test
    void parametersHaveTheNamesOfPyTorch() {
        Set<String> names = Parameters.named(new SequenceSettings.Transformer(
                                WIDTH,
                                2,
                                2,
                                6,
                                Activations.RELU,
                                NormPlace.PRE,
                                new PositionSettings.Learned(),
                                new AttentionScoreSettings.Multiplicative(),
                                false,
                                true,
                                0)
                        .build(SEQUENCE))
                .keySet();
        for (String name : List.of(
                "project.weight",
                "class_token",
                "positions.weight",
                "layers.0.self_attn.in_proj_weight",
                "layers.0.self_attn.score.weight",
                "layers.1.self_attn.out_proj.bias",
                "layers.1.linear1.weight",
                "layers.1.norm2.bias",
                "norm.weight")) {
            assertTrue(names.contains(name), name + " in " + names);
        }
    }
}
