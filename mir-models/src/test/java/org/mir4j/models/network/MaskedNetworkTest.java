// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.settings.SettingsTree;

/** A masked network says of a recording in a longer window what it says of the recording alone. */
class MaskedNetworkTest {

    private static final int BANDS = 16;
    private static final int CLASSES = 3;
    private static final int WINDOW = 40;
    private static final Shape INPUT = new Shape(1, 1, BANDS, WINDOW);
    private static final int[] LENGTHS = {13, 40, 24, 5};

    private static final String FRAMES = "{'type': 'frames', 'norm': true}";

    /** Filters over frequency, strides and poolings over time: no frame that comes out hears beyond its own. */
    private static final String STRIDED = "{'type': 'conv-net', 'inputNorm': true, 'layers': ["
            + "{'filters': 4, 'kernel': [3, 1], 'pool': 'max', 'poolSize': [4, 2]},"
            + "{'filters': 6, 'kernel': [3, 1], 'stride': [2, 1], 'pool': 'mean', 'poolSize': [1, 2]}]}";

    private static final String PATCHES =
            "{'type': 'patches', 'width': 8, 'bands': 8, 'frames': 4, 'bandStride': 4, 'frameStride': 2}";

    private static final String LSTM =
            "{'type': 'recurrent', 'cell': 'lstm', 'hidden': 4, 'layers': 1," + " 'bidirectional': true}";

    private static String recurrent(String cell, boolean both) {
        return "{'type': 'recurrent', 'cell': '" + cell + "', 'hidden': 4, 'layers': 2, 'bidirectional': " + both + "}";
    }

    private static String transformer(String positions, String more) {
        return "{'type': 'transformer', 'width': 8, 'heads': 2, 'layers': 2, 'feedForward': 5, 'activation': 'gelu',"
                + " 'norm': 'pre', 'positions': " + positions + more + "}";
    }

    private static NetworkSettings settings(String encoder, String sequence, String pooling, String level) {
        String json = "{'encoder': " + encoder + ", 'sequence': [" + sequence + "], 'pooling': " + pooling
                + ", 'level': '" + level + "', 'classifier': {'hidden': 0, 'norm': false}}";
        return SettingsTree.read(JsonParser.parseString(json.replace('\'', '"')), NetworkSettings.class);
    }

    static List<NetworkSettings> networks() {
        List<NetworkSettings> networks = new ArrayList<>();
        List<String> heads = List.of(
                "'mean'",
                "'max'",
                "'max-mean'",
                "{'type': 'attention', 'hidden': 4}",
                "'split-attention'",
                "{'type': 'auto', 'initialAlpha': 2, 'perClass': true}");
        for (String encoder : List.of(FRAMES, STRIDED)) {
            for (String head : heads) {
                networks.add(settings(encoder, "", head, "embeddings"));
            }
            for (String cell : List.of("rnn", "lstm", "gru")) {
                networks.add(settings(encoder, recurrent(cell, false), "'last'", "embeddings"));
                networks.add(settings(encoder, recurrent(cell, true), "'last'", "embeddings"));
            }
            networks.add(settings(encoder, recurrent("gru", true), "'mean'", "scores"));
        }
        for (String head : List.of("'mean'", "'max'", "{'type': 'attention', 'hidden': 4}")) {
            networks.add(settings(FRAMES, "", head, "scores"));
        }
        String token = ", 'classToken': true";
        networks.add(settings(STRIDED, transformer("'learned'", token), "'class-token'", "embeddings"));
        networks.add(settings(STRIDED, transformer("'sinusoidal'", token) + "," + LSTM, "'last'", "embeddings"));
        networks.add(settings(FRAMES, transformer("'rotary'", ", 'causal': true"), "'last'", "embeddings"));
        networks.add(settings(
                FRAMES, transformer("{'type': 'relative', 'distance': 3, 'values': true}", ""), "'mean'", "scores"));
        networks.add(settings(FRAMES, transformer("{'type': 'relative-skew', 'distance': 50}", ""), "'max'", "scores"));
        networks.add(settings(PATCHES, "", "'max-mean'", "embeddings"));
        networks.add(settings(PATCHES, transformer("'none'", token), "'class-token'", "embeddings"));
        return networks;
    }

    private static TaggingNetwork network(NetworkSettings settings, NDManager manager) {
        TaggingNetwork network = new TaggingNetwork(settings, INPUT, CLASSES);
        network.setInitializer(new NormalInitializer(0.3f), parameter -> true);
        network.initialize(manager, DataType.FLOAT32, INPUT);
        Parameters.named(network).forEach((name, parameter) -> {
            if (name.endsWith("running_var")) {
                parameter.getArray().muli(parameter.getArray()).addi(0.5);
            }
        });
        return network;
    }

    /** One recording, with what is no silence behind it: the network must not hear it at all. */
    private static NDArray wave(NDManager manager, int frames) {
        NDArray phases = manager.arange(0, INPUT.size(), 1, DataType.FLOAT32).mul(0.37);
        NDArray tones = phases.sin().add(phases.mul(7.1).cos()).reshape(INPUT);
        NDArray behind = manager.arange(WINDOW).gte(frames).toType(DataType.FLOAT32, true);
        return tones.add(behind.mul(3));
    }

    private static NDArray waves(NDManager manager) {
        NDList rows = new NDList();
        for (int length : LENGTHS) {
            rows.add(wave(manager, length));
        }
        return NDArrays.concat(rows, 0);
    }

    private static NDArray forward(TaggingNetwork network, NDManager manager, NDArray... inputs) {
        return network.forward(new ParameterStore(manager, false), new NDList(inputs), false)
                .singletonOrThrow();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void paddingChangesNoLogit(NetworkSettings settings) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            TaggingNetwork network = network(settings, manager);
            int before = manager.getManagedArrays().size();
            try (NDManager scope = manager.newSubManager()) {
                NDArray masked = forward(network, scope, waves(scope), PaddingMask.of(scope, LENGTHS, WINDOW));
                for (int row = 0; row < LENGTHS.length; row++) {
                    NDArray alone = wave(scope, LENGTHS[row]).get(new NDIndex(":, :, :, :{}", LENGTHS[row]));
                    assertArrayEquals(
                            forward(network, scope, alone).toFloatArray(),
                            masked.get(row).toFloatArray(),
                            1e-5f,
                            LENGTHS[row] + " frames");
                }
            }
            assertEquals(before, manager.getManagedArrays().size());
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aMaskOfValidFramesOnlyChangesNothing(NetworkSettings settings) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            TaggingNetwork network = network(settings, manager);
            NDArray input = wave(manager, WINDOW);
            NDArray mask = PaddingMask.of(manager, new int[] {WINDOW}, WINDOW);
            assertArrayEquals(
                    forward(network, manager, input).toFloatArray(),
                    forward(network, manager, input, mask).toFloatArray(),
                    1e-5f);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void paddingChangesNoGradient(NetworkSettings settings) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            TaggingNetwork network = network(settings, manager);
            Map<String, float[]> masked = gradients(network, manager, true);
            Map<String, float[]> alone = gradients(network, manager, false);
            float largest = 0;
            for (float[] gradient : alone.values()) {
                for (float value : gradient) {
                    largest = Math.max(largest, Math.abs(value));
                }
            }
            assertTrue(largest > 0);
            for (Map.Entry<String, float[]> gradient : alone.entrySet()) {
                assertArrayEquals(
                        gradient.getValue(), masked.get(gradient.getKey()), 2e-5f * largest, gradient.getKey());
            }
        }
    }

    /** Of the sum of all logits, by the parameters; batch norms keep their statistics. */
    private static Map<String, float[]> gradients(TaggingNetwork network, NDManager manager, boolean masked) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        Parameters.named(network).forEach((name, parameter) -> {
            if (!name.contains("running")) {
                parameter.getArray().setRequiresGradient(true);
            }
        });
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = PyTorch.engine().newGradientCollector()) {
            NDArray sum = masked
                    ? forward(network, scope, waves(scope), PaddingMask.of(scope, LENGTHS, WINDOW))
                            .sum()
                    : aloneSum(network, scope);
            collector.backward(sum);
        }
        Parameters.named(network).forEach((name, parameter) -> {
            if (!name.contains("running")) {
                try (NDArray gradient = parameter.getArray().getGradient()) {
                    gradients.put(name, gradient.toFloatArray());
                    gradient.muli(0); // or the next would be added
                }
                parameter.getArray().setRequiresGradient(false);
            }
        });
        return gradients;
    }

    private static NDArray aloneSum(TaggingNetwork network, NDManager scope) {
        NDArray sum = null;
        for (int length : LENGTHS) {
            NDArray alone = wave(scope, length).get(new NDIndex(":, :, :, :{}", length));
            NDArray logits = forward(network, scope, alone).sum();
            sum = sum == null ? logits : sum.add(logits);
        }
        return sum;
    }

    @Test
    void framesOfPaddingWeighNothing() {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            TaggingNetwork network =
                    network(settings(STRIDED, "", "{'type': 'attention', 'hidden': 4}", "embeddings"), manager);
            ForwardContext context = new ForwardContext(new ParameterStore(manager, false), false);
            NDArray mask = PaddingMask.of(manager, new int[] {13}, WINDOW);
            float[] weights = network.weights(context, wave(manager, 13), mask).toFloatArray();
            assertEquals(10, weights.length);
            assertEquals(1, weights[0] + weights[1] + weights[2], 1e-6);
            for (int frame = 3; frame < weights.length; frame++) {
                assertEquals(0, weights[frame]);
            }
        }
    }

    @Test
    void aRecordingTooShortForOneFrameHasOne() {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            TaggingNetwork network = network(settings(STRIDED, "", "'mean'", "scores"), manager);
            NDArray mask = PaddingMask.of(manager, new int[] {3}, WINDOW);
            NDArray input = wave(manager, WINDOW);
            ForwardContext context = new ForwardContext(new ParameterStore(manager, false), false);
            float[] first = network.frameScores(context, input, mask)
                    .get(new NDIndex("0, 0"))
                    .toFloatArray();
            float[] score =
                    Activation.sigmoid(forward(network, manager, input, mask)).toFloatArray();
            assertArrayEquals(first, score, 1e-5f);
        }
    }
}
