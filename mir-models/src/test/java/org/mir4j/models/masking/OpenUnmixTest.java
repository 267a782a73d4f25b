// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.models.GoldenFile;
import org.mir4j.models.card.Source;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.masking.MaskNetworkSettings.OpenUnmixSettings;
import org.mir4j.models.settings.SettingsTree;

/** The authors' weights, and settings. */
class OpenUnmixTest {

    private static final String CHECKSUM = "0".repeat(64);
    private static final float ROUNDING = 1e-5f;

    @TempDir
    Path directory;

    private static OpenUnmixSettings settings(int hidden, int layers, int maxBins) {
        return new OpenUnmixSettings(hidden, layers, false, maxBins, null);
    }

    private Path checkpoint(String name) throws IOException {
        try (InputStream stream = OpenUnmixTest.class.getResourceAsStream("/checkpoints/" + name)) {
            return Files.write(directory.resolve(name), stream.readAllBytes());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"open-unmix.zip.pth", "open-unmix.legacy.pth"})
    void filesOfTheAuthorsFitWithTheRulesThatAreWrittenDown(String file) throws IOException {
        Source source = new Source(
                null,
                file,
                CHECKSUM,
                OpenUnmixWeights.IGNORED,
                List.of(new Source.Rename("^", OpenUnmixWeights.prefix(0))),
                null);
        Map<String, Tensor> weights = source.weights(Checkpoint.read(checkpoint(file)));
        JsonObject golden = GoldenFile.read("open-unmix-checkpoint");
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            MaskNetwork network = settings(4, 2, 5).build(2, 9, 1);
            NDArray mixture = GoldenFile.array(GoldenFile.tensor(golden.getAsJsonObject("input")), manager);
            Parameters.load(network, weights, manager, mixture.getShape());
            NDArray masks = network.forward(new ParameterStore(manager, false), new NDList(mixture), false)
                    .singletonOrThrow();
            float[] separated = masks.squeeze(1).mul(mixture).toFloatArray();
            Tensor expected = GoldenFile.tensor(golden.getAsJsonObject("output"));
            assertArrayEquals(expected.values(), separated, ROUNDING);
        }
    }

    private static void randomise(MaskNetwork network) {
        Parameters.named(network).forEach((name, parameter) -> {
            NDArray values = parameter.getArray();
            NDArray random = values.getManager().randomUniform(0.2f, 1, values.getShape());
            values.set(new NDIndex(":"), name.contains("weight") ? random.sub(0.6) : random);
        });
    }

    @Test
    void masksStayTheSameWhenScalesAndNormsAreMultipliedIntoLayers() {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            MaskNetwork network = settings(8, 2, 11).build(2, 17, 3);
            Shape shape = new Shape(2, 2, 17, 6);
            network.initialize(manager, DataType.FLOAT32, shape);
            randomise(network);
            NDArray magnitudes =
                    manager.arange((float) shape.size()).sin().square().reshape(shape);
            NDArray expected = masks(network, magnitudes, manager);
            Parameters.fold(network);
            float largest = expected.max().getFloat();
            float[] masks = expected.toFloatArray();
            assertArrayEquals(masks, masks(network, magnitudes, manager).toFloatArray(), ROUNDING * largest);
            SegmentMasks segments = network.segments(magnitudes);
            for (int segment = 0; segment < 2; segment++) {
                NDArray parts = segments.of(segment, 0, 4).concat(segments.of(segment, 4, 6), 3);
                float[] ofSegment = expected.get(segment).toFloatArray();
                assertArrayEquals(ofSegment, parts.toFloatArray(), ROUNDING * largest);
            }
        }
    }

    private static NDArray masks(MaskNetwork network, NDArray magnitudes, NDManager manager) {
        return network.forward(new ParameterStore(manager, false), new NDList(magnitudes), false)
                .singletonOrThrow();
    }

    @Test
    void dropoutIsTheAuthorsUnlessAnotherIsAskedFor() {
        assertEquals(0.4, settings(4, 2, 0).dropout());
        assertEquals(0, settings(4, 1, 0).dropout());
        String json = "{'network': {'type': 'open-unmix', 'hidden': 512, 'layers': 3, 'maxBins': 1487}}";
        NetworkBench.Holder read = SettingsTree.read(JsonParser.parseString(json), NetworkBench.Holder.class);
        assertEquals(new OpenUnmixSettings(512, 3, false, 1487, 0.4), read.network());
        assertEquals(read, SettingsTree.read(SettingsTree.tree(read), NetworkBench.Holder.class));
    }

    @Test
    void anUntrainedNetworkLetsMostOfTheMixtureThrough() {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            MaskNetwork network = settings(8, 1, 0).build(2, 17, 2);
            Shape shape = new Shape(2, 2, 17, 6);
            network.initialize(manager, DataType.FLOAT32, shape);
            NDArray magnitudes =
                    manager.arange((float) shape.size()).sin().square().reshape(shape);
            NDArray masks = network.forward(new ParameterStore(manager, false), new NDList(magnitudes), false)
                    .singletonOrThrow();
            assertEquals(new Shape(2, 2, 2, 17, 6), masks.getShape());
            assertEquals(1, masks.mean().getFloat(), 0.5);
        }
    }

    private static void requireRefused(String reason, Executable refused) {
        String message = assertThrows(IllegalArgumentException.class, refused).getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        requireRefused("at least one feature", () -> settings(0, 1, 0));
        requireRefused("even, got 5", () -> settings(5, 1, 0));
        requireRefused("0 (all) or more", () -> settings(4, 1, -1));
        requireRefused("dropout", () -> new OpenUnmixSettings(4, 2, true, 0, 1.0));
        requireRefused("20 bins do not fit a spectrogram of 17", () -> settings(4, 1, 20)
                .build(1, 17, 1));
        MaskNetwork network = settings(4, 1, 0).build(1, 17, 1);
        requireRefused(
                "expects magnitudes (B, 1, 17, T)",
                () -> network.getOutputShapes(new Shape[] {new Shape(1, 2, 17, 4)}));
    }
}
