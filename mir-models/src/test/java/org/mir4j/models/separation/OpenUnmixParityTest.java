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
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.core.audio.Waveform;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.MaskingTask.Segment;
import org.mir4j.models.card.MaskingTask.Wiener;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.store.ImportSettings;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;

/** Files that the authors' code has saved, imported, against the stems that the authors' separator makes with them. */
class OpenUnmixParityTest {

    private static final double TOLERANCE = 1e-4;
    private static final int RATE = 2700;
    private static final int WINDOW = 60;
    private static final Path FILES = resource("/open-unmix");
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
            return Path.of(OpenUnmixParityTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private InstalledModel imported(boolean residual, String... files) {
        ImportSettings settings = new ImportSettings(
                Optional.empty(),
                Optional.empty(),
                OptionalInt.of(RATE),
                OptionalInt.empty(),
                residual,
                Optional.empty());
        List<Path> paths = Stream.of(files).map(FILES::resolve).toList();
        return store.importFiles(paths, "openunmix", "my-umx", settings);
    }

    /** The same model with another filter or other segments. */
    private static InstalledModel with(InstalledModel model, Segment segment, Wiener wiener) {
        ModelCard card = model.card();
        MaskingTask task = (MaskingTask) card.separation();
        MaskingTask other = new MaskingTask(
                task.sampleRate(), task.channels(), task.stft(), task.network(), task.stems(), segment, wiener);
        return new InstalledModel(card.like(card.name(), card.source(), other), model.weightsFile());
    }

    private static InstalledModel filtered(InstalledModel model, int iterations, boolean softmask) {
        MaskingTask task = (MaskingTask) model.card().separation();
        String residual = task.wiener().residual();
        return with(model, task.segment(), new Wiener(iterations, WINDOW, softmask, residual));
    }

    private static Waveform song(int channels, int length) {
        float[] values = GOLDENS.get("mixture").values();
        float[][] rows = new float[channels][];
        for (int c = 0; c < channels; c++) {
            rows[c] = Arrays.copyOfRange(values, c * RATE, c * RATE + length);
        }
        return new Waveform(rows, RATE);
    }

    private static void requireEqual(String golden, InstalledModel model) {
        Tensor expected = GOLDENS.get(golden);
        int channels = (int) expected.shape()[1];
        int length = (int) expected.shape()[2];
        try (Separator separator = Separator.load(model, ModelOptions.on(Device.cpu()))) {
            List<Waveform> stems = List.copyOf(
                    separator.separate(song(channels, length)).stems().values());
            assertEquals(expected.shape()[0], stems.size());
            double largest = 0;
            double difference = 0;
            for (int n = 0; n < expected.values().length; n++) {
                float value = stems.get(n / length / channels).channels()[n / length % channels][n % length];
                largest = Math.max(largest, Math.abs(expected.values()[n]));
                difference = Math.max(difference, Math.abs(expected.values()[n] - value));
            }
            double relative = difference / largest;
            assertTrue(relative < TOLERANCE, golden + ": " + relative + " of the largest value");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0-iterations, 0, false, false",
        "1-iteration, 1, false, false",
        "2-iterations, 2, false, false",
        "softmask, 1, true, false",
        "residual, 2, false, true"
    })
    void stemsAreThoseOfTheAuthors(String golden, int iterations, boolean softmask, boolean residual) {
        InstalledModel model = imported(residual, "zip/vocals-stereo.pth", "zip/drums-stereo.pth");
        requireEqual(golden, filtered(model, iterations, softmask));
    }

    @Test
    void filesOfEitherFormatAreTheSameModel() {
        InstalledModel model = imported(false, "legacy/vocals-stereo.pth", "legacy/drums-stereo.pth");
        requireEqual("1-iteration", filtered(model, 1, false));
        assertEquals(List.of("vocals", "drums"), model.card().separation().stems());
    }

    @Test
    void aModelOfOneChannelThatReadsForwardsIsTheAuthorsToo() {
        InstalledModel model = imported(false, "legacy/speech-mono.pth", "legacy/noise-mono.pth");
        requireEqual("mono", filtered(model, 1, false));
    }

    @Test
    void oneStemAloneIsToldFromWhatItLeaves() {
        InstalledModel model = imported(false, "zip/vocals-stereo.pth");
        assertEquals(List.of("vocals", "residual"), model.card().separation().outputs());
        requireEqual("single", filtered(model, 1, false));
    }

    @Test
    void segmentsOfASongAreFilteredInTheSameWindows() {
        InstalledModel model = imported(false, "zip/vocals-stereo.pth", "zip/drums-stereo.pth");
        Wiener wiener = new Wiener(1, WINDOW, false, null);
        // so small a network has forgotten what lies 15 frames away, which is what it hears of other segments
        requireEqual("1-iteration", with(model, new Segment(120, 60), wiener));
    }
}
