// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.TinyModel;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.layer.RecurrentCells.Cell;
import org.mir4j.models.network.EncoderSettings.ConvNet.Frequencies;
import org.mir4j.models.network.EncoderSettings.ConvNet.Pool;
import org.mir4j.models.network.NetworkSettings.PoolingLevel;

/** Small networks of every architecture. */
class TaggingNetworkTest {

    private static final int BANDS = 16;
    private static final int CLASSES = 3;
    private static final Shape INPUT = new Shape(2, 1, BANDS, 40);

    private static final List<List<Integer>> POOLING = List.of(List.of(4, 2), List.of(4, 4));

    static List<EncoderSettings> encoders() {
        return List.of(
                new EncoderSettings.Fcn(List.of(4, 6), POOLING),
                new EncoderSettings.Crnn(List.of(4, 6), POOLING, 6, 2),
                new EncoderSettings.Musicnn(3, List.of(0.4, 0.7), 7, 2, List.of(9, 5), 4, 7),
                new EncoderSettings.MobileNet(0.1),
                new EncoderSettings.ShortChunkCnn(List.of(4, 4, 6), false),
                new EncoderSettings.ShortChunkCnn(List.of(4, 4, 6), true),
                new EncoderSettings.SampleCnn(List.of(4, 4, 6), 8, false),
                new EncoderSettings.SampleCnn(List.of(4, 4, 6), 0, true),
                new EncoderSettings.ConvNet(true, List.of(STRIDED, SEPARABLE), Frequencies.FLATTEN));
    }

    private static final EncoderSettings.ConvNet.Layer STRIDED = new EncoderSettings.ConvNet.Layer(
            4, List.of(3, 5), List.of(2, 2), null, null, false, true, Activations.HARD_SWISH);

    private static final EncoderSettings.ConvNet.Layer SEPARABLE =
            new EncoderSettings.ConvNet.Layer(6, List.of(3, 3), null, Pool.MAX, List.of(2, 2), true, true, null);

    /** Heads for sequences of an even number of features. */
    static List<PoolingSettings> heads() {
        return List.of(
                new PoolingSettings.Mean(),
                new PoolingSettings.Max(),
                new PoolingSettings.MaxMean(),
                new PoolingSettings.Attention(5),
                new PoolingSettings.SplitAttention(),
                new PoolingSettings.Auto(1, true, 2, 0.1));
    }

    private static Shape input(EncoderSettings encoder) {
        return encoder instanceof EncoderSettings.SampleCnn ? new Shape(2, 1, 1, 200) : INPUT;
    }

    private static TaggingNetwork network(EncoderSettings encoder, PoolingSettings pooling) {
        NetworkSettings.Classifier classifier = new NetworkSettings.Classifier(7, true, Activations.RELU, 0);
        return new TaggingNetwork(NetworkSettings.of(encoder, pooling, classifier), input(encoder), CLASSES);
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void foldingChangesNoLogitAndLeavesNothingBehind(EncoderSettings encoder) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            for (PoolingSettings pooling : heads()) {
                TaggingNetwork network = network(encoder, pooling);
                fill(network, manager);
                int before = manager.getManagedArrays().size();
                float[] unfolded = logits(network, manager, input(encoder));
                assertEquals(before, manager.getManagedArrays().size());
                Parameters.fold(network);
                before = manager.getManagedArrays().size();
                float[] folded = logits(network, manager, input(encoder));
                assertEquals(before, manager.getManagedArrays().size());
                float largest = 1;
                for (float logit : unfolded) {
                    largest = Math.max(largest, Math.abs(logit));
                }
                assertArrayEquals(unfolded, folded, 1e-5f * largest, encoder + ", " + pooling);
            }
        }
    }

    private static void fill(TaggingNetwork network, NDManager manager) {
        network.setInitializer(new NormalInitializer(0.3f), parameter -> true);
        network.initialize(manager, DataType.FLOAT32, INPUT);
        Parameters.named(network).forEach((name, parameter) -> {
            if (name.endsWith("running_var")) {
                parameter.getArray().muli(parameter.getArray()).addi(0.5);
            }
        });
    }

    private static NDArray wave(NDManager manager, Shape shape) {
        return manager.arange(0, shape.size(), 1, DataType.FLOAT32)
                .mul(0.1)
                .sin()
                .reshape(shape);
    }

    private static float[] logits(TaggingNetwork network, NDManager manager, Shape shape) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray logits =
                    new ForwardContext(new ParameterStore(scope, false), false).through(network, wave(scope, shape));
            assertEquals(new Shape(2, CLASSES), logits.getShape());
            assertEquals(logits.getShape(), network.getOutputShapes(new Shape[] {shape})[0]);
            return logits.toFloatArray();
        }
    }

    private static NetworkSettings overScores(PoolingSettings pooling, SequenceSettings... sequence) {
        return new NetworkSettings(
                encoders().get(0),
                List.of(sequence),
                pooling,
                PoolingLevel.SCORES,
                NetworkSettings.Classifier.linear(),
                null);
    }

    @Test
    void pooledScoresAreThoseOfTheFramesByTheirWeights() {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            TaggingNetwork network =
                    new TaggingNetwork(overScores(new PoolingSettings.Auto(2, true, 0, 0.5)), INPUT, CLASSES);
            fill(network, manager);
            ForwardContext context = new ForwardContext(new ParameterStore(manager, false), false);
            NDArray input = wave(manager, INPUT);
            NDArray scores = network.frameScores(context, input, null);
            NDArray weights = network.weights(context, input, null);
            assertEquals(new Shape(2, 5, CLASSES), scores.getShape());
            assertEquals(scores.getShape(), weights.getShape());
            assertArrayEquals(
                    scores.mul(weights).sum(new int[] {1}).toFloatArray(),
                    Activation.sigmoid(context.through(network, input)).toFloatArray(),
                    1e-5f);
            assertTrue(network.penalty(context, manager).getFloat() > 0);
        }
    }

    @Test
    void headsOverScoresKeepOneNumberAClass() {
        for (PoolingSettings pooling : List.of(new PoolingSettings.MaxMean(), new PoolingSettings.SplitAttention())) {
            NetworkSettings settings = overScores(pooling);
            assertThrows(IllegalArgumentException.class, () -> new TaggingNetwork(settings, INPUT, 4));
        }
    }

    @Test
    void theScoresOfBothDirectionsAreNotSummedUpInOneFrame() {
        NetworkSettings settings =
                overScores(new PoolingSettings.Last(), new SequenceSettings.Recurrent(Cell.GRU, 4, 1, true, 0));
        assertThrows(IllegalArgumentException.class, () -> new TaggingNetwork(settings, INPUT, CLASSES));
    }

    @Test
    void parametersHaveTheNamesOfPyTorch() {
        assertEquals(
                Set.copyOf(TinyModel.weights().keySet()),
                Parameters.named(new TaggingNetwork(
                                TinyModel.card("tiny").layers(),
                                TinyModel.card("tiny").tagging().inputShape(),
                                CLASSES))
                        .keySet());
        Set<String> names = new TreeSet<>(Parameters.named(network(encoders().get(2), new PoolingSettings.Mean()))
                .keySet());
        for (String name : List.of(
                "encoder.input_norm.running_mean",
                "encoder.vertical1.conv.weight",
                "encoder.horizontal0.bn.weight",
                "encoder.mid2.conv.bias",
                "classifier.hidden.weight",
                "classifier.norm.running_var",
                "classifier.output.bias")) {
            assertTrue(names.contains(name), name + " in " + names);
        }
        names = Parameters.named(network(encoders().get(3), new PoolingSettings.Mean()))
                .keySet();
        assertTrue(names.contains("encoder.block4.se.fc1.weight"), names.toString());
        assertTrue(names.contains("encoder.block15.project.bn.running_var"), names.toString());
        names = Parameters.named(network(encoders().get(1), new PoolingSettings.Mean()))
                .keySet();
        assertTrue(names.contains("encoder.gru.weight_hh_l1"), names.toString());
        names = Parameters.named(network(encoders().get(5), new PoolingSettings.Mean()))
                .keySet();
        assertTrue(names.contains("encoder.layer2.shortcut.bn.running_mean"), names.toString());
    }

    @Test
    void spectrogramsThatDoNotFitAreRefused() {
        NetworkSettings settings =
                NetworkSettings.of(encoders().get(0), new PoolingSettings.Mean(), NetworkSettings.Classifier.linear());
        for (Shape shape : List.of(new Shape(1, 2, BANDS, 40), new Shape(1, BANDS, 40))) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> new TaggingNetwork(settings, shape, CLASSES))
                    .getMessage();
            assertTrue(message.contains("(B, 1, F, T)"), message);
        }
        Shape few = new Shape(1, 1, BANDS, 7);
        String message = assertThrows(IllegalArgumentException.class, () -> new TaggingNetwork(settings, few, CLASSES))
                .getMessage();
        assertTrue(message.contains("too small"), message);
    }

    @Test
    void aClassifierWithoutAHiddenLayerHasNothingThatBelongsToOne() {
        assertThrows(
                IllegalArgumentException.class, () -> new NetworkSettings.Classifier(0, false, Activations.RELU, 0));
        assertEquals(Activations.NONE, new NetworkSettings.Classifier(0, false, null, 0).activation());
    }
}
