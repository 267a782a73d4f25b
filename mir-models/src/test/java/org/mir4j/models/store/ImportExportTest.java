// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.TinyModel;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;

/** Weights of one's own, into the store and out of it. */
class ImportExportTest {

    private static final Optional<List<String>> SAME_LABELS = Optional.empty();

    @TempDir
    Path directory;

    private Path mirror;
    private ModelStore store;

    @BeforeEach
    void publish() throws IOException {
        mirror = Files.createDirectory(directory.resolve("mirror"));
        ModelCard card = TinyModel.card("tiny", null, TinyModel.publish(mirror.resolve("tiny.safetensors")));
        store = StoreFixture.store(directory.resolve("home"), mirror.toString(), card);
    }

    private Path file(Map<String, Tensor> tensors) throws IOException {
        Path file = directory.resolve("mine.safetensors");
        Checkpoint.write(file, tensors);
        return file;
    }

    private String refusal(Path file, String name, Optional<List<String>> labels) {
        String message = assertThrows(ModelException.class, () -> store.importFile(file, "tiny", name, labels))
                .getMessage();
        assertTrue(message.endsWith("."), message);
        assertTrue(store.installed(name).isEmpty());
        return message;
    }

    @Test
    void importedWeightsHaveACardOfTheirOwn() throws IOException {
        Path file = file(TinyModel.tensors());
        InstalledModel mine = store.importFile(file, "tiny", "mine", Optional.of(List.of("a", "b", "c")));
        assertEquals(List.of("a", "b", "c"), mine.card().tagging().labels());
        assertEquals("mine.safetensors", mine.card().source().file());
        assertEquals(TinyModel.sha256(file), mine.card().source().sha256());
        assertEquals(List.of("tiny", "mine"), store.names());
        store.verify("mine");
        assertEquals(
                List.of("low", "high", "noise"),
                store.importFile(file, "mine", "again", Optional.of(TinyModel.LABELS))
                        .card()
                        .tagging()
                        .labels());
    }

    @Test
    void aTakenNameIsRefused() throws IOException {
        Path file = file(TinyModel.tensors());
        assertTrue(refusal(file, "tiny", SAME_LABELS).contains("already"));
        store.importFile(file, "tiny", "mine", SAME_LABELS);
        String message = assertThrows(ModelException.class, () -> store.importFile(file, "tiny", "mine", SAME_LABELS))
                .getMessage();
        assertTrue(message.contains("already"), message);
        ModelException late = assertThrows(
                ModelException.class,
                () -> Installation.add(
                        store.card("mine"),
                        new ModelWeights.Tensors(TinyModel.weights()),
                        directory.resolve("home/models")));
        assertTrue(late.getMessage().contains("already"), late.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../mine", "a/b", "Mine", "mine ", "/tmp/mine", ".mine"})
    void aNameThatIsNoneIsRefused(String name) throws IOException {
        assertTrue(refusal(file(TinyModel.tensors()), name, SAME_LABELS).contains("lower-case"));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void anUnknownModelToBeLikeIsNamed() throws IOException {
        Path file = file(TinyModel.tensors());
        String message = assertThrows(ModelException.class, () -> store.importFile(file, "absent", "mine", SAME_LABELS))
                .getMessage();
        assertTrue(message.contains("'absent'") && message.contains("tiny"), message);
    }

    @Test
    void labelsAreOneAClass() throws IOException {
        Path file = file(TinyModel.tensors());
        String message = refusal(file, "mine", Optional.of(List.of("a", "b")));
        assertTrue(message.contains("3 classes") && message.contains("2 labels"), message);
        assertTrue(refusal(file, "mine", Optional.of(List.of("a", "b", "a"))).contains("different"));
        assertTrue(refusal(file, "mine", Optional.of(List.of())).contains("labels"));
    }

    @Test
    void anotherArchitectureIsRefusedAndItsDifferencesNamed() throws IOException {
        Map<String, Tensor> tensors = TinyModel.tensors();
        tensors.remove("net.layer2.conv.bias");
        tensors.put("net.layer3.conv.bias", new Tensor(new long[] {5}, new float[5]));
        tensors.put("net.layer1.conv.weight", new Tensor(new long[] {4, 1, 5, 5}, new float[100]));
        String message = refusal(file(tensors), "mine", SAME_LABELS);
        assertTrue(message.contains("encoder.layer2.conv.bias is missing"), message);
        assertTrue(message.contains("encoder.layer3.conv.bias belongs nowhere"), message);
        assertTrue(message.contains("encoder.layer1.conv.weight has the shape (4, 1, 5, 5)"), message);
        tensors.remove("dense.weight");
        assertTrue(refusal(file(tensors), "mine", SAME_LABELS).contains("classifier.output.weight"));
        tensors.put("dense.weight", new Tensor(new long[0], new float[1]));
        assertTrue(refusal(file(tensors), "mine", SAME_LABELS).contains("axes"));
    }

    @Test
    void anotherFilterBankIsRefused() throws IOException {
        Map<String, Tensor> tensors = TinyModel.tensors();
        tensors.get("fb").values()[100] += 0.01f;
        assertTrue(refusal(file(tensors), "mine", SAME_LABELS).contains("band 4, bin 12"));
        tensors.put("fb", new Tensor(new long[] {3}, new float[3]));
        assertTrue(refusal(file(tensors), "mine", SAME_LABELS).contains("3 weights"));
        tensors.put("fb", new Tensor(new long[] {264}, filled(264)));
        assertTrue(refusal(file(tensors), "mine", SAME_LABELS).contains("NaN"));
    }

    private static float[] filled(int size) {
        float[] values = new float[size];
        Arrays.fill(values, Float.NaN);
        return values;
    }

    @Test
    void weightsThatAreNoNumbersAreRefused() throws IOException {
        Map<String, Tensor> tensors = TinyModel.tensors();
        tensors.get("dense.bias").values()[1] = Float.NaN;
        assertTrue(refusal(file(tensors), "mine", SAME_LABELS)
                .contains("mine.safetensors are damaged: classifier.output.bias holds NaN"));
        tensors.get("dense.bias").values()[1] = Float.NEGATIVE_INFINITY;
        assertTrue(refusal(file(tensors), "mine", SAME_LABELS).contains("-Infinity"));
    }

    @Test
    void whatIsNoFileOfWeightsIsRefused() throws IOException {
        assertTrue(refusal(directory.resolve("absent"), "mine", SAME_LABELS).contains("does not exist"));
        assertTrue(refusal(Files.writeString(directory.resolve("x"), "hello world"), "mine", SAME_LABELS)
                .contains("safetensors"));
    }

    @Test
    void whatIsExportedCanBeImported() throws IOException {
        Path file = directory.resolve("out.safetensors");
        store.export("tiny", file);
        assertEquals(store.card("tiny").weightsSha256(), TinyModel.sha256(file));
        InstalledModel copy = store.importFile(file, "tiny", "copy", SAME_LABELS);
        assertArrayEquals(
                TinyModel.weights().get("classifier.output.weight").values(),
                copy.weights().get("classifier.output.weight").values());
    }

    @Test
    void anExportIsWholeOrNotThere() throws IOException {
        Path file = directory.resolve("out.safetensors");
        Files.writeString(file, "old");
        store.pull("tiny");
        Files.delete(store.installed("tiny").orElseThrow().weightsFile());
        assertThrows(ModelException.class, () -> store.export("tiny", file));
        assertEquals("old", Files.readString(file));
        Path nowhere = directory.resolve("absent/out.safetensors");
        String message = assertThrows(ModelException.class, () -> store.export("tiny", nowhere))
                .getMessage();
        assertTrue(message.contains(nowhere.toString()), message);
        assertThrows(ModelException.class, () -> store.export("tiny", mirror));
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertThrows(ModelException.class, () -> store.export("tiny", empty));
        assertTrue(Files.isDirectory(empty));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    List.of("empty", "home", "mirror", "out.safetensors"),
                    files.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }
}
