package org.mir4j.models.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.TinyModel;
import org.mir4j.models.encoder.CrnnSettings;
import org.mir4j.models.encoder.EncoderSettings;
import org.mir4j.models.encoder.FcnSettings;
import org.mir4j.models.encoder.MobileNetSettings;
import org.mir4j.models.encoder.MusicnnSettings;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.pooling.MaxMeanPoolingSettings;
import org.mir4j.models.pooling.MeanPoolingSettings;
import org.mir4j.models.pooling.PoolingSettings;

/** Small networks of every architecture. */
class TaggingNetworkTest {

    private static final int BANDS = 16;
    private static final int CLASSES = 3;
    private static final Shape INPUT = new Shape(2, 1, BANDS, 40);

    private static final List<List<Integer>> POOLING = List.of(List.of(4, 2), List.of(4, 4));

    static List<EncoderSettings> encoders() {
        return List.of(
                new FcnSettings(List.of(4, 6), POOLING),
                new CrnnSettings(List.of(4, 6), POOLING, 5, 2),
                new MusicnnSettings(3, List.of(0.4, 0.7), 7, 2, List.of(9, 5), 4, 7),
                new MobileNetSettings(0.1));
    }

    private static TaggingNetwork network(EncoderSettings encoder, PoolingSettings pooling) {
        ClassifierSettings classifier = new ClassifierSettings(7, true, Activations.RELU, 0);
        return new TaggingNetwork(NetworkSettings.of(encoder, pooling, classifier), INPUT, CLASSES);
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void foldingChangesNoLogitAndLeavesNothingBehind(EncoderSettings encoder) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            for (PoolingSettings pooling : List.of(new MeanPoolingSettings(), new MaxMeanPoolingSettings())) {
                TaggingNetwork network = network(encoder, pooling);
                network.setInitializer(new NormalInitializer(0.3f), parameter -> true);
                network.initialize(manager, DataType.FLOAT32, INPUT);
                Parameters.named(network).forEach((name, parameter) -> {
                    if (name.endsWith("running_var")) {
                        parameter.getArray().muli(parameter.getArray()).addi(0.5);
                    }
                });
                int before = manager.getManagedArrays().size();
                float[] unfolded = logits(network, manager);
                assertEquals(before, manager.getManagedArrays().size());
                Parameters.fold(network);
                before = manager.getManagedArrays().size();
                float[] folded = logits(network, manager);
                assertEquals(before, manager.getManagedArrays().size());
                float largest = 1;
                for (float logit : unfolded) {
                    largest = Math.max(largest, Math.abs(logit));
                }
                assertArrayEquals(unfolded, folded, 1e-5f * largest, encoder + ", " + pooling);
            }
        }
    }

    private static float[] logits(TaggingNetwork network, NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray input = scope.arange(0, INPUT.size(), 1, DataType.FLOAT32)
                    .mul(0.1)
                    .sin()
                    .reshape(INPUT);
            NDArray logits = network.forward(new ParameterStore(scope, false), new NDList(input), false)
                    .singletonOrThrow();
            assertEquals(new Shape(2, CLASSES), logits.getShape());
            assertEquals(logits.getShape(), network.getOutputShapes(new Shape[] {INPUT})[0]);
            return logits.toFloatArray();
        }
    }

    @Test
    void parametersHaveTheNamesOfPyTorch() {
        assertEquals(
                Set.copyOf(TinyModel.weights().keySet()),
                Parameters.named(new TaggingNetwork(
                                TinyModel.card("tiny").network(),
                                TinyModel.card("tiny").inputShape(),
                                CLASSES))
                        .keySet());
        Set<String> names = new TreeSet<>(Parameters.named(network(encoders().get(2), new MeanPoolingSettings()))
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
        names = Parameters.named(network(encoders().get(3), new MeanPoolingSettings()))
                .keySet();
        assertTrue(names.contains("encoder.block4.se.fc1.weight"), names.toString());
        assertTrue(names.contains("encoder.block15.project.bn.running_var"), names.toString());
        names = Parameters.named(network(encoders().get(1), new MeanPoolingSettings()))
                .keySet();
        assertTrue(names.contains("encoder.gru.weight_hh_l1"), names.toString());
    }

    @Test
    void spectrogramsThatDoNotFitAreRefused() {
        NetworkSettings settings =
                NetworkSettings.of(encoders().get(0), new MeanPoolingSettings(), ClassifierSettings.linear());
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
        assertThrows(IllegalArgumentException.class, () -> new ClassifierSettings(0, true, Activations.NONE, 0));
        assertThrows(IllegalArgumentException.class, () -> new ClassifierSettings(0, false, Activations.RELU, 0));
        assertEquals(Activations.NONE, new ClassifierSettings(0, false, null, 0).activation());
    }
}
