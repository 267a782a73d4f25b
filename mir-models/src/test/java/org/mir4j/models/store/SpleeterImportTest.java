// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.masking.MaskNetworkSettings.MaskActivation;
import org.mir4j.models.masking.MaskNetworkSettings.SpleeterSettings;
import org.mir4j.models.masking.MaskNetworkSettings.SpleeterSettings.Rectifier;
import org.mir4j.models.masking.SpleeterWeights;

/** Spleeter from TensorFlow's checkpoints: what they say, what a configuration adds, and where published ones come from. */
class SpleeterImportTest {

    private static final List<Integer> WIDTHS = List.of(16, 32, 64, 128, 256, 512);

    @TempDir
    Path directory;

    private ModelStore store;

    @BeforeEach
    void open() {
        store = StoreFixture.store(directory.resolve("home"), null);
    }

    private static Path files(String name) {
        try {
            return Path.of(SpleeterImportTest.class.getResource("/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ImportSettings settings(List<String> stems, Path config) {
        return new ImportSettings(
                Optional.empty(),
                Optional.ofNullable(stems),
                OptionalInt.empty(),
                OptionalInt.empty(),
                false,
                Optional.empty(),
                Optional.ofNullable(config),
                Optional.empty());
    }

    private InstalledModel imported(Path file, List<String> stems, Path config) {
        return store.importFiles(List.of(file), "spleeter", "mine", settings(stems, config));
    }

    private void requireRefused(String reason, Path file, List<String> stems, Path config) {
        String message = assertThrows(ModelException.class, () -> imported(file, stems, config))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @ParameterizedTest
    @CsvSource({"2, spleeter-2stems", "4, spleeter-4stems", "5, spleeter-5stems"})
    void publishedModelsAreWhatTheirFilesWouldBeImportedAs(int stems, String name) {
        SpleeterConfig config = SpleeterConfig.published(stems);
        MaskingTask task = config.task(new SpleeterWeights(stems, 2, WIDTHS), config.stems());
        ModelCard card = new BuiltInCards().find(name).orElseThrow();
        assertEquals(task, card.task());
        assertEquals(SpleeterWeights.IGNORED, card.source().ignored());
        Map<String, String> renamed = new LinkedHashMap<>();
        card.source().renamed().forEach(rule -> renamed.put(rule.from(), rule.to()));
        assertEquals(SpleeterWeights.RENAMED, renamed);
        assertTrue(card.source().reversed());
        assertTrue(card.source().address().endsWith("/v1.4.0/" + stems + "stems.tar.gz"));
        ModelCard wide = new BuiltInCards().find(name + "-16khz").orElseThrow();
        assertEquals(card.source(), wide.source());
        assertEquals(1536, ((SpleeterSettings) ((MaskingTask) wide.task()).network()).bins());
    }

    @ParameterizedTest
    @CsvSource({"two, LEAKY_RELU, RELU, SIGMOID", "four, ELU, ELU, SIGMOID", "five, ELU, ELU, SOFTMAX"})
    void theNumberOfStemsTellsTheAuthorsModelsApart(String name, Rectifier down, Rectifier up, MaskActivation mask) {
        MaskingTask task = (MaskingTask)
                imported(files("spleeter/" + name), null, null).card().task();
        SpleeterSettings network =
                new SpleeterSettings(List.of(2, 3, 2, 3, 2, 3), down, up, mask, 1024, 512, null, false);
        assertEquals(network, task.network());
        assertEquals("vocals", task.stems().get(0));
        assertEquals(new MaskingTask.Segment(512, 0, 2), task.segment());
        store.verify("mine");
    }

    @Test
    void anOptimiserIsNoWeight() {
        Map<String, Tensor> weights =
                imported(files("spleeter/two/model.index"), null, null).weights();
        assertEquals(2 * (7 * 2 + 6 * 2 + 11 * 4), weights.size());
    }

    @Test
    void stemsMayHaveOtherNames() {
        assertEquals(
                List.of("speech", "rest"),
                imported(files("spleeter/two"), List.of("speech", "rest"), null)
                        .card()
                        .separation()
                        .stems());
        store = StoreFixture.store(directory.resolve("other"), null);
        requireRefused(
                "has 2 stems, and there are names for 3: a, b, c", files("spleeter/two"), List.of("a", "b", "c"), null);
        requireRefused(
                "has 2 stems, and there are names for 4",
                files("spleeter/two"),
                null,
                files("spleeter/four/config.json"));
    }

    @Test
    void otherCheckpointsAreRefused() {
        requireRefused("six transposed convolutions", files("checkpoints/tensorflow/types.index"), null, null);
        requireRefused("six transposed convolutions", files("checkpoints/model.safetensors"), null, null);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < 18; i++) {
            tensors.put(
                    "conv2d_transpose" + (i == 0 ? "" : "_" + i) + "/kernel", new Tensor(new long[4], new float[0]));
        }
        String message = assertThrows(IllegalArgumentException.class, () -> SpleeterWeights.of(tensors))
                .getMessage();
        assertTrue(message.contains("there is no conv2d/kernel"), message);
        assertEquals(List.of(), SpleeterConfig.published(3).stems());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"separation_exponent\": 2~\"separation_exponent\": 1~an exponent of 2, got 1",
                "\"unet.unet\"~\"blstm.blstm\"~one of unet.softmax_unet, unet.unet, got 'blstm.blstm'",
                "\"T\": 64~\"T\": \"many\"~expected a whole number",
                "\"T\": 64~\"T\": 65~multiples of 64",
                "\"T\": 64~\"t\": 64~there is no T",
                "\"zeros\"~\"ones\"~one of average, zeros, got 'ones'",
                "\"frame_step\": 64~\"frame_step\": 100~half a frame has whole steps",
                "\"vocals\"~[1]~the name of a stem",
                "{~[~line 2"
            })
    void aConfigurationThatCannotBeFollowedIsRefused(String change) throws IOException {
        String[] parts = change.split("~");
        String json = Files.readString(files("spleeter/two/config.json"));
        assertTrue(json.contains(parts[0]));
        Path config = Files.writeString(directory.resolve("config.json"), json.replace(parts[0], parts[1]));
        requireRefused(parts[2], files("spleeter/two"), null, config);
    }

    /** The checkpoint of a directory as the authors publish theirs. */
    private static Path archive(Path checkpoint, Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream tar = new GZIPOutputStream(bytes)) {
            for (String name : List.of("model.data-00000-of-00001", "model.index")) {
                byte[] content = Files.readAllBytes(checkpoint.resolve(name));
                byte[] header = new byte[512];
                put(header, 0, "./" + name);
                put(header, 124, String.format("%011o", content.length));
                put(header, 148, "        ");
                header[156] = '0';
                int sum = 0;
                for (byte each : header) {
                    sum += Byte.toUnsignedInt(each);
                }
                put(header, 148, String.format("%06o\0", sum));
                tar.write(header);
                tar.write(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
            }
            tar.write(new byte[1024]);
        }
        return Files.write(file, bytes.toByteArray());
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    @Test
    void anArchiveIsPulledAndKnownWhenItIsImported() throws IOException {
        Path mirror = Files.createDirectory(directory.resolve("mirror"));
        Path archive = archive(files("spleeter/two"), mirror.resolve("2stems.tar.gz"));
        ModelCard mine = imported(files("spleeter/two"), null, null).card();
        Map<String, Tensor> weights = store.require("mine").weights();
        Source from = mine.source();
        Source source = new Source(
                null,
                "2stems.tar.gz",
                Checksum.sha256Of(archive).hex(),
                from.ignored(),
                from.renamed(),
                null,
                null,
                true);
        ModelCard card = new ModelCard(
                "published",
                "",
                source,
                new ModelCard.Licence("MIT", ""),
                List.of(),
                List.of(),
                List.of(),
                null,
                mine.task());
        store = StoreFixture.store(directory.resolve("other"), mirror.toString(), card);
        assertEquals(weights, store.pull("published").weights());
        assertEquals("MIT", imported(archive, null, null).card().licence().name());
        InstalledModel like = store.importFiles(
                List.of(files("spleeter/two")), "published", "like", ImportSettings.labelled(Optional.empty()));
        assertEquals(weights, like.weights());
    }
}
