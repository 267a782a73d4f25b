// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.TinyModel;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.MaskingTask.Wiener;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Tensor;

/** Open-Unmix from one file a stem: what the files and their names say, and what they contradict. */
class OpenUnmixImportTest {

    private static final ImportSettings NOTHING = ImportSettings.labelled(Optional.empty());
    private static final ModelCard.Licence LICENCE = new ModelCard.Licence("CC BY-NC-SA 4.0", "https://example.org");

    @TempDir
    Path directory;

    private List<Path> published;
    private ModelStore store;

    @BeforeEach
    void publish() {
        Path mirror = directory.resolve("mirror");
        published = List.of(
                OpenUnmixFiles.publish(mirror, "vocals", "-", 0.01f),
                OpenUnmixFiles.publish(mirror, "drums", "_", 0.02f));
        ModelCard card = OpenUnmixFiles.card("umx", LICENCE, List.of("vocals", "drums"), published);
        ModelCard tagger = TinyModel.card("tiny", null, TinyModel.publish(mirror.resolve("tiny.safetensors")));
        store = StoreFixture.store(directory.resolve("home"), mirror.toString(), card, tagger);
    }

    private Path file(String name, Map<String, Tensor> tensors) {
        return OpenUnmixFiles.write(directory.resolve(name), tensors);
    }

    private Path file(String name) {
        return file(name, OpenUnmixFiles.tensors(4, 0.1f));
    }

    private MaskingTask imported(String like, ImportSettings settings, Path... files) {
        InstalledModel model = store.importFiles(Arrays.asList(files), like, "mine", settings);
        store.verify("mine");
        return (MaskingTask) model.card().separation();
    }

    private String refusal(String like, ImportSettings settings, Path... files) {
        String message = assertThrows(ModelException.class, () -> imported(like, settings, files))
                .getMessage();
        assertTrue(message.endsWith(".") && !message.contains("null"), message);
        assertTrue(store.installed("mine").isEmpty());
        return message;
    }

    private static ImportSettings stems(String... stems) {
        return new ImportSettings(
                Optional.empty(),
                Optional.of(List.of(stems)),
                OptionalInt.empty(),
                OptionalInt.empty(),
                false,
                Optional.empty());
    }

    @Test
    void sizesAreThoseOfTheTensorsAndTheRestIsTheAuthors() {
        MaskingTask task =
                imported("openunmix", NOTHING, file("lead-2.pth"), file("drums.best.pth"), file("bass_0123abcd.pth"));
        assertEquals(List.of("lead", "drums", "bass"), task.stems());
        assertEquals(
                List.of(16, 4, 44100),
                List.of(task.stft().fftSize(), task.stft().hop(), task.sampleRate()));
        assertEquals(new Wiener(1, 300, false, null), task.wiener());
        assertEquals("not stated", store.card("mine").licence().name());
        assertEquals(
                List.of("lead-2.pth", "drums.best.pth", "bass_0123abcd.pth"),
                store.card("mine").source().files().stream()
                        .map(part -> part.file())
                        .toList());
    }

    @Test
    void whatIsSaidCountsMore() {
        ImportSettings settings = new ImportSettings(
                Optional.empty(),
                Optional.of(List.of("left", "right")),
                OptionalInt.of(8000),
                OptionalInt.of(8),
                true,
                Optional.empty());
        MaskingTask task = imported("openunmix", settings, file("a.pth"), file("b.pth"));
        assertEquals(List.of("left", "right", "residual"), task.outputs());
        assertEquals(8000, task.sampleRate());
        assertEquals(8, task.stft().hop());
    }

    @Test
    void aSingleStemIsToldFromItsResidual() {
        assertEquals(
                List.of("vocals", "residual"),
                imported("openunmix", NOTHING, file("vocals.pth")).outputs());
    }

    @Test
    void likeAKnownModelTheyHaveItsFrontEndAndFilter() {
        MaskingTask task = imported("umx", NOTHING, file("bass.pth"), file("vocals.pth"));
        MaskingTask known = (MaskingTask) store.card("umx").separation();
        assertEquals(List.of("bass", "vocals"), task.stems());
        assertEquals(known.stft(), task.stft());
        assertEquals(known.wiener(), task.wiener());
        assertEquals(known.segment(), task.segment());
        assertEquals("not stated", store.card("mine").licence().name());
        assertEquals(List.of("the toys"), store.card("mine").citations());
        String message = assertThrows(
                        ModelException.class,
                        () -> store.importFiles(
                                List.of(file("x.pth", OpenUnmixFiles.tensors(6, 0.1f))), "umx", "wider", NOTHING))
                .getMessage();
        assertTrue(message.contains("6 features") && message.contains("4 features"), message);
    }

    @Test
    void publishedFilesAreKnownWhateverTheyAreCalled() throws IOException {
        Path renamed = Files.copy(published.get(1), directory.resolve("beat.pth"));
        MaskingTask task = imported("openunmix", NOTHING, renamed, published.get(0));
        assertEquals(((MaskingTask) store.card("umx").separation()).stft(), task.stft());
        assertEquals(List.of("beat", "vocals"), task.stems());
        assertEquals(LICENCE, store.card("mine").licence());
    }

    @Test
    void whatIsExportedCanBeImported() {
        Path file = directory.resolve("umx.safetensors");
        store.export("umx", file);
        assertEquals(List.of("vocals", "drums"), imported("umx", NOTHING, file).stems());
        assertEquals(
                store.installed("umx").orElseThrow().weights(),
                store.installed("mine").orElseThrow().weights());
    }

    @Test
    void filesOfAnotherKindAreRefused() {
        Path tagger = file("tagger.pth", TinyModel.tensors());
        assertTrue(refusal("openunmix", NOTHING, file("a.pth"), tagger)
                .contains("tagger.pth cannot be imported: it is not an Open-Unmix: there is no 'fc1.weight'"));
        assertTrue(refusal("umx", NOTHING, tagger).contains("not an Open-Unmix"));
        assertTrue(refusal("openunmix", NOTHING, file("a.pth"), directory.resolve("b.pth"))
                .contains("b.pth does not exist"));
        assertTrue(refusal("tiny", NOTHING, tagger, file("a.pth")).contains("2 are named"));
        assertTrue(refusal("tiny", stems("a"), tagger).contains("Files like tiny take no stems"));
        ImportSettings labels = ImportSettings.labelled(Optional.of(List.of("a")));
        assertTrue(refusal("openunmix", labels, file("a.pth"))
                .contains("take no labels. What can be said of them: stems, rate, hop, residual, key."));
        assertTrue(
                refusal("openunmyx", NOTHING, file("a.pth"))
                        .matches(
                                "There is no model named 'openunmyx'; there are .*umx.*, and for weights of any size openunmix.*"));
    }

    @Test
    void shapesThatDoNotFitAreRefusedAndNamed() {
        Map<String, Tensor> tensors = OpenUnmixFiles.tensors(4, 0.1f);
        tensors.put("input_mean", new Tensor(new long[] {6}, new float[6]));
        String message = refusal("openunmix", NOTHING, file("a.pth", tensors));
        assertTrue(message.contains("'fc1.weight' has 10, expected") && message.contains("2 x 6"), message);
        tensors = OpenUnmixFiles.tensors(4, 0.1f);
        tensors.put("fc2.weight", new Tensor(new long[] {4, 7}, new float[28]));
        message = refusal("openunmix", NOTHING, file("a.pth", tensors));
        assertTrue(message.contains("target1.fc2.weight has the shape (4, 7), expected (4, 8)"), message);
        tensors.put("output_mean", new Tensor(new long[0], new float[1]));
        assertTrue(refusal("openunmix", NOTHING, file("a.pth", tensors)).contains("0 axes"));
        tensors.put("output_mean", new Tensor(new long[] {1}, new float[1]));
        message = refusal("openunmix", NOTHING, file("a.pth", tensors));
        assertTrue(message.contains("a.pth cannot be imported: a frame has at least two bins"), message);
        Path wide = file("b.pth", OpenUnmixFiles.tensors(6, 0.1f));
        message = refusal("openunmix", NOTHING, file("a.pth"), wide);
        assertTrue(message.contains("not of one model") && message.contains("6 features"), message);
    }

    @Test
    void everyFileIsOfAStemOfItsOwn() {
        String message = refusal("openunmix", NOTHING, file("vocals-1.pth"), file("vocals-2.pth"));
        assertTrue(message.contains("vocals-2.pth are both of the stem 'vocals'"), message);
        assertTrue(refusal("openunmix", stems("a", "a"), file("x.pth"), file("y.pth"))
                .contains("the stem 'a'"));
        assertTrue(
                refusal("openunmix", stems("a"), file("x.pth"), file("y.pth")).contains("2 files"));
        assertTrue(refusal("openunmix", NOTHING, file("residual.pth")).contains("'residual' already"));
        assertFalse(store.names().contains("mine"));
    }
}
