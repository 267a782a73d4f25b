// SPDX-License-Identifier: GPL-3.0-or-later
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
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.models.BlockGoldens;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.settings.SettingsTree;

/** Networks with layers over time, on convolutions, on patches and on the frames themselves. */
class SequenceNetworkTest {

    private static final int CLASSES = 3;
    private static final Shape INPUT = new Shape(2, 1, 16, 40);

    private static final String FCN = "{'type': 'fcn', 'channels': [4, 6], 'pooling': [[4, 2], [4, 4]]}";
    private static final String PATCHES =
            "{'type': 'patches', 'width': 6, 'bands': 8, 'frames': 8, 'bandStride': 4, 'frameStride': 8}";
    private static final String FRAMES = "{'type': 'frames', 'norm': true}";
    private static final String GRU =
            "{'type': 'recurrent', 'cell': 'gru', 'hidden': 4, 'layers': 2, 'bidirectional': true, 'dropout': 0.5}";

    private static String transformer(String positions, String more) {
        return "{'type': 'transformer', 'width': 8, 'heads': 2, 'layers': 2, 'feedForward': 5, 'activation': 'gelu',"
                + " 'norm': 'pre', 'dropout': 0.1, 'positions': " + positions + more + "}";
    }

    private static NetworkSettings settings(String encoder, String sequence, String pooling) {
        String json = "{'encoder': " + encoder + ", 'sequence': [" + sequence + "], 'pooling': '" + pooling
                + "', 'classifier': {'hidden': 0, 'norm': false}}";
        return SettingsTree.read(JsonParser.parseString(json.replace('\'', '"')), NetworkSettings.class);
    }

    static List<NetworkSettings> networks() {
        return List.of(
                settings(FCN, transformer("'none'", ""), "mean"),
                settings(FCN, GRU, "last"),
                settings(FCN, transformer("'sinusoidal'", ", 'causal': true"), "last"),
                settings(PATCHES, transformer("'learned'", ", 'classToken': true"), "class-token"),
                settings(PATCHES, transformer("{'type': 'relative', 'distance': 3, 'values': true}", ""), "max-mean"),
                settings(FRAMES, transformer("{'type': 'relative-skew', 'distance': 50}", ""), "mean"),
                settings(FRAMES, transformer("'rotary'", ", 'score': 'dot'") + ", " + GRU, "last"));
    }

    static List<BlockGoldens.Golden> goldens() {
        return BlockGoldens.of("network-blocks");
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void networksAreTorchs(BlockGoldens.Golden golden) {
        NetworkSettings settings = golden.settings(NetworkSettings.class);
        BlockGoldens.require(golden, () -> new TaggingNetwork(settings, golden.inputShape(), CLASSES));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void settingsAreReadAsTheyAreWritten(NetworkSettings settings) {
        assertEquals(settings, SettingsTree.read(SettingsTree.tree(settings), NetworkSettings.class));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void foldingChangesNoLogitAndLeavesNothingBehind(NetworkSettings settings) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            TaggingNetwork network = new TaggingNetwork(settings, INPUT, CLASSES);
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
            assertArrayEquals(unfolded, logits(network, manager), 1e-5f);
            assertEquals(before, manager.getManagedArrays().size());
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
            assertEquals(network.getOutputShapes(new Shape[] {INPUT})[0], logits.getShape());
            return logits.toFloatArray();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean", "max-mean", "last"})
    void aClassTokenIsNotPooledAsAFrame(String pooling) {
        NetworkSettings settings = settings(PATCHES, transformer("'learned'", ", 'classToken': true"), pooling);
        assertThrows(IllegalArgumentException.class, () -> new TaggingNetwork(settings, INPUT, CLASSES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'width': 8", "'heads': 2"})
    void whatDoesNotFitIsRefusedWithBothNumbers(String changed) {
        String misfit = transformer("'none'", "").replace(changed, changed.replaceAll("\\d", "7"));
        String message = assertThrows(RuntimeException.class, () -> settings(FRAMES, misfit, "mean"))
                .getMessage();
        assertTrue(message.contains("width " + (changed.contains("width") ? "7 and 2" : "8 and 7")), message);
    }
}
