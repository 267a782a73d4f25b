// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.GoldenFile;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.separation.SeparationNetwork;
import org.mir4j.models.waveform.BsRoformerSettings;
import org.mir4j.models.waveform.MelBandRoformerSettings;
import org.mir4j.models.waveform.RoformerSettings.ValueMix;

/** RoFormers from a checkpoint and the YAML beside it: what both say, and what they contradict. */
class RoformerImportTest {

    private static final float ROUNDING = 1e-5f;

    @TempDir
    Path directory;

    private ModelStore store;

    @BeforeEach
    void makeStore() {
        store = StoreFixture.store(directory.resolve("home"), null);
    }

    private Path file(String name) {
        try (InputStream stream = RoformerImportTest.class.getResourceAsStream("/roformer/" + name)) {
            return Files.write(directory.resolve(name), stream.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path changed(String name, String from, String to) {
        Path file = file(name);
        try {
            String text = Files.readString(file);
            assertTrue(text.contains(from), from);
            return Files.writeString(file, text.replace(from, to));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private InstalledModel imported(String like, Path weights, Path config) {
        ImportSettings settings =
                config == null ? ImportSettings.none() : ImportSettings.none().withConfig(config);
        return store.importFiles(List.of(weights), like, "mine", settings);
    }

    private String refusal(String like, Path weights, Path config) {
        return assertThrows(ModelException.class, () -> imported(like, weights, config))
                .getMessage();
    }

    private String refusal(String from, String to) {
        return refusal("bs-roformer", file("bs.ckpt"), changed("bs.yaml", from, to));
    }

    private static void assertSays(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @ParameterizedTest
    @CsvSource({"bs, bs-roformer, 40", "mel-1.2, mel-band-roformer, 64"})
    void whatIsImportedSeparatesAsTheAuthorsCode(String name, String family, int samples) {
        InstalledModel model = imported(family, file(name + ".ckpt"), file(name + ".yaml"));
        JsonObject golden = StreamSupport.stream(
                        GoldenFile.read("roformers").getAsJsonArray("networks").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(each -> each.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
        float[] expected = GoldenFile.tensor(golden.getAsJsonObject("output")).values();
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            SeparationNetwork network = SeparationNetwork.load(model, manager);
            NDArray song = manager.create(input(2 * samples), new Shape(2, samples));
            NDArray stems = network.forward(new ParameterStore(manager, false), new NDList(song), false)
                    .singletonOrThrow();
            int outputs = model.card().separation().outputs().size();
            assertEquals(new Shape(outputs, 2, samples), stems.getShape());
            if (name.equals("bs")) { // its chunks do not overlap, and the song is one
                assertArrayEquals(expected, stems.toFloatArray(), ROUNDING);
            }
        }
    }

    /** As {@code numbers("input", count)} in the script. */
    private static float[] input(int count) {
        CRC32 checksum = new CRC32();
        checksum.update("input".getBytes(StandardCharsets.US_ASCII));
        long state = checksum.getValue();
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            state = (state * 1103515245 + 12345) % (1L << 31);
            values[i] = (float) (state / (double) (1L << 31) - 0.5);
        }
        return values;
    }

    @Test
    void yamlSaysRateStemsAndChunks() {
        WaveformTask task = (WaveformTask)
                imported("bs-roformer", file("bs.ckpt"), file("bs.yaml")).card().task();
        assertEquals(16000, task.sampleRate());
        assertEquals(List.of("vocals", "other"), task.stems());
        assertEquals(new WaveformTask.Chunks(40, 0, WaveformTask.Fade.TENTH), task.chunks());
        BsRoformerSettings network = (BsRoformerSettings) task.network();
        assertEquals(List.of(2, 3, 4), network.bands());
        assertTrue(network.silentDc());
        assertEquals(16, network.layers().maskWidth());
    }

    @Test
    void weightsSayWhichVersionTheyAreOf() {
        WaveformTask task = (WaveformTask) imported("mel-band-roformer", file("mel-1.2.ckpt"), file("mel-1.2.yaml"))
                .card()
                .task();
        MelBandRoformerSettings network = (MelBandRoformerSettings) task.network();
        assertEquals(List.of("Vocals"), task.stems());
        assertEquals(64 / 3, task.chunks().step());
        assertEquals(ValueMix.REVERSED, network.layers().residuals().values());
        assertEquals(1, network.layers().residuals().streams());
        assertEquals(2, network.layers().maskLayers());
        assertTrue(network.layers().layerNorms() && !network.layers().finalNorm() && !network.silentDc());
    }

    @Test
    void aCheckpointWithoutItsYamlIsRefused() {
        assertSays(refusal("bs-roformer", file("bs.ckpt"), null), "bs.ckpt", "the YAML that comes with it does");
    }

    @Test
    void yamlThatIsNotBesideACheckpointIsRefused() {
        assertSays(refusal("model:", "modell:"), "bs.yaml", "no section 'model'");
        assertSays(
                refusal("bs-roformer", file("bs.ckpt"), changed("bs.yaml", "audio:", "- audio:\n#")),
                "bs.yaml cannot be used");
        assertSays(refusal("  dim: 8", "  dims: 8"), "line 8", "there is no 'dims' in model");
        assertSays(refusal("  dim: 8", "  dim: wide"), "'dim' is \"wide\", expected a whole number");
        assertSays(refusal("  dim: 8\n", ""), "lacks the key 'dim'");
        assertSays(refusal("    - 4", "    - four"), "'freqs_per_bands' is \"four\"");
    }

    @Test
    void sizesThatDoNotFitAreRefused() {
        assertSays(refusal("  dim: 8", "  dim: 12"), "has the shape (", "expected (");
        assertSays(refusal("  depth: 2", "  depth: 3"), "there is no layers.2.0.");
        assertSays(refusal("  depth: 2", "  depth: 1"), "bs.ckpt", "layers.1.0.", "belongs nowhere");
        assertSays(refusal("  depth: 2", "  depth: 65000"), "more layers than", "bs.ckpt");
        assertSays(refusal("    - 4", "    - 5"), "have 10 bins together", "has 9");
        assertSays(refusal("num_stems: 2", "num_stems: 4"), "4 outputs, and 'training' names vocals, other");
        assertSays(refusal("num_channels: 2", "num_channels: 1"), "1 channels in 'audio'", "is stereo");
        assertSays(refusal("chunk_size: 40", "chunk_size: 8"), "chunks of more than half");
        assertSays(refusal("num_overlap: 1", "num_overlap: 0"), "got 40 and 0");
        assertSays(refusal("stft_win_length: 16", "stft_win_length: 17"), "a window has 2 to 16 samples");
    }

    @Test
    void variantsThatWouldComputeSomethingElseAreRefused() {
        assertSays(refusal("flash_attn: true", "use_pope: true"), "'use_pope: true' is not supported");
        assertSays(
                refusal("flash_attn: true", "num_bands: 60"),
                "is of a Mel-Band RoFormer; files of those are like mel-band");
        Map<String, Tensor> tensors = Checkpoint.read(file("bs.ckpt"));
        tensors.put("layers.0.0.layers.0.0.to_qkv.lora_A", new Tensor(new long[] {1}, new float[1]));
        Path weights = OpenUnmixFiles.write(directory.resolve("lora.safetensors"), tensors);
        assertSays(refusal("bs-roformer", weights, file("bs.yaml")), "(LoRA)", "not supported");
    }

    @Test
    void aFileOfOtherWeightsIsRefused() {
        Path weights = OpenUnmixFiles.write(directory.resolve("umx.safetensors"), OpenUnmixFiles.tensors(4, 0.1f));
        assertSays(
                refusal("bs-roformer", weights, file("bs.yaml")),
                "umx.safetensors cannot be imported as a BS-RoFormer: it has no tensor");
    }

    @Test
    void weightsAreFoundInWhatTrainingScriptsSave() {
        Map<String, Tensor> wrapped = new LinkedHashMap<>();
        Checkpoint.read(file("bs.ckpt")).forEach((name, tensor) -> wrapped.put("state_dict.model." + name, tensor));
        Path weights = OpenUnmixFiles.write(directory.resolve("wrapped.safetensors"), wrapped);
        imported("bs-roformer", weights, file("bs.yaml"));
        store.verify("mine");
    }
}
