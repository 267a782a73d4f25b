// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.TinyModel;
import org.mir4j.models.card.CardJson;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.store.InstalledModel;

/** How a network is loaded, and how much it is given at once. */
class ScoringNetworkTest {

    @TempDir
    Path directory;

    private static ModelCard card(String from, String to) {
        String json = CardJson.write(TinyModel.card("tiny"));
        assertTrue(json.contains(from));
        return CardJson.read(new StringReader(json.replace(from, to)), "test.json");
    }

    @ParameterizedTest
    @CsvSource({"0.2, false, 150", "0.2, true, 150", "10, false, 3", "10, true, 16", "29, false, 1", "3600, true, 2"})
    void aBatchIsThirtySecondsOrSixteenWindowsOnAGpuAndFitsInMemory(double seconds, boolean gpu, int windows) {
        ModelCard card = card("\"windowSeconds\": 0.2", "\"windowSeconds\": " + seconds);
        assertEquals(windows, ScoringNetwork.batchSize(card, gpu));
    }

    @ParameterizedTest
    @CsvSource({"3600, 8000", "3600, 48000", "1398, 192000", "0.2, 8000"})
    void theSamplesOfABatchAreFewerThanAnArrayHolds(double seconds, int sampleRate) {
        ModelCard slower = card("\"windowSeconds\": 0.2", "\"windowSeconds\": " + seconds);
        String json = CardJson.write(slower).replace("\"sampleRate\": 8000", "\"sampleRate\": " + sampleRate);
        ModelCard card = CardJson.read(new StringReader(json), "test.json");
        long samples =
                (long) ScoringNetwork.batchSize(card, true) * card.tagging().windowSamples();
        assertTrue(samples <= Integer.MAX_VALUE / Float.BYTES, samples + " samples");
    }

    @Test
    void anArchitectureLargerThanAnyMemoryIsRefused() {
        InstalledModel model = TinyModel.install(directory.resolve("tiny"), TinyModel.weights());
        ModelCard huge = CardJson.read(
                new StringReader(CardJson.write(model.card()).replaceFirst("4,\\s*5", "2000000000, 2000000000")),
                "test.json");
        InstalledModel described = new InstalledModel(huge, model.weightsFile());
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            String message = assertThrows(ModelException.class, () -> ScoringNetwork.load(described, manager))
                    .getMessage();
            assertTrue(message.startsWith("The model tiny cannot be loaded: "), message);
            assertTrue(message.contains("expected (2000000000, 1, 3, 3)"), message);
        }
    }

    @Test
    void foldedWeightsAreHeldOnce() {
        InstalledModel model = TinyModel.install(directory.resolve("tiny"), TinyModel.weights());
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            ScoringNetwork.load(model, manager);
            long held = manager.getManagedArrays().stream()
                    .mapToLong(array -> array.getShape().size())
                    .filter(size -> size == 4 * 5 * 9) // the second convolution's
                    .count();
            Map<String, Tensor> weights = model.weights();
            assertEquals(4 * 5 * 9, weights.get("encoder.layer2.conv.weight").values().length);
            assertTrue(held <= 2, held + " arrays"); // the numbers, and a view of them
        }
    }
}
