// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.core.audio.Waveform;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.store.ImportSettings;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;

/** Checkpoints that TensorFlow has saved, imported, against the stems that the authors' code makes with them. */
class SpleeterParityTest {

    private static final double TOLERANCE = 2e-5;
    private static final Path FILES = resource("/spleeter");
    private static final Map<String, Tensor> GOLDENS = Checkpoint.read(FILES.resolve("stems.safetensors"));

    @TempDir
    Path home;

    private ModelStore store;

    @BeforeEach
    void open() {
        store = new ModelStore(home, Optional.empty());
    }

    private static Path resource(String name) {
        try {
            return Path.of(SpleeterParityTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private InstalledModel imported(String name) {
        ImportSettings settings =
                ImportSettings.none().withConfig(FILES.resolve(name).resolve("config.json"));
        return store.importFiles(List.of(FILES.resolve(name)), "spleeter", "my-spleeter", settings);
    }

    private static Waveform song(MaskingTask task, int length) {
        Tensor mixture = GOLDENS.get("mixture");
        int whole = (int) mixture.shape()[1];
        float[] values = mixture.values();
        return new Waveform(
                new float[][] {Arrays.copyOf(values, length), Arrays.copyOfRange(values, whole, whole + length)},
                task.sampleRate());
    }

    private static void requireEqual(String name, int length, InstalledModel model) {
        Tensor expected = GOLDENS.get(name + "-" + length);
        try (Separator separator = Separator.load(model, ModelOptions.on(Device.cpu()))) {
            Waveform song = song((MaskingTask) model.card().separation(), length);
            List<Waveform> stems = List.copyOf(separator.separate(song).stems().values());
            assertEquals(expected.shape()[0], stems.size());
            double largest = 0;
            double difference = 0;
            for (int n = 0; n < expected.values().length; n++) {
                float value = stems.get(n / length / 2).channels()[n / length % 2][n % length];
                largest = Math.max(largest, Math.abs(expected.values()[n]));
                difference = Math.max(difference, Math.abs(expected.values()[n] - value));
            }
            double relative = difference / largest;
            assertTrue(relative < TOLERANCE, name + ", " + length + ": " + relative + " of the largest value");
        }
    }

    @ParameterizedTest
    @CsvSource({"two, 5000", "two, 300", "two, 1", "wide, 2000", "four, 4200", "five, 2000"})
    void stemsAreThoseOfTheAuthorsFromTheFirstSampleToTheLast(String name, int length) {
        requireEqual(name, length, imported(name));
    }

    @Test
    void stemsHaveTheNamesOfTheConfiguration() {
        assertEquals(
                List.of("vocals", "piano", "drums", "bass", "other"),
                imported("five").card().separation().stems());
    }
}
