// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.card.WaveformTask.Chunks;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.waveform.BagSettings;
import org.mir4j.models.waveform.HtDemucsSettings;
import org.mir4j.models.waveform.HybridDemucsSettings;

/** Files of Demucs, from the authors' form to a model of the store. */
class DemucsImportTest {

    private static final ImportSettings NOTHING = ImportSettings.labelled(Optional.empty());
    private static final ModelCard.Licence LICENCE = new ModelCard.Licence("for research only, non-commercial", "");

    @TempDir
    Path directory;

    private ModelStore store;

    @BeforeEach
    void emptyStore() {
        store = StoreFixture.store(directory.resolve("home"), null);
    }

    private Path file(String name) {
        return DemucsFiles.copy(name, directory);
    }

    private WaveformTask imported(String like, Path file) {
        InstalledModel model = store.importFiles(List.of(file), like, "mine", NOTHING);
        store.verify("mine");
        return (WaveformTask) model.card().separation();
    }

    private String refusal(Path... files) {
        String message = assertThrows(
                        ModelException.class, () -> store.importFiles(List.of(files), "demucs", "mine", NOTHING))
                .getMessage();
        assertTrue(message.endsWith(".") && !message.contains("null"), message);
        assertTrue(store.installed("mine").isEmpty());
        return message;
    }

    @Test
    void aCheckpointBecomesAModelOfItsOwnSizes() {
        WaveformTask task = imported("demucs", file(DemucsFiles.TRANSFORMER));
        assertInstanceOf(HtDemucsSettings.class, task.network());
        assertEquals(List.of("low", "high"), task.stems());
        assertEquals(8000, task.sampleRate());
        assertEquals(new Chunks(62_400, 0.25, WaveformTask.Fade.TRIANGLE), task.chunks());
        assertTrue(task.normalised());
        InstalledModel model = store.installed("mine").orElseThrow();
        assertEquals("imported, a Hybrid Transformer Demucs", model.card().summary());
        assertEquals(
                Checkpoint.open(file(DemucsFiles.TRANSFORMER)).tensors("state"), model.weights(), "16 bits as floats");
    }

    @Test
    void aHybridIsImportedByTheSameName() {
        assertInstanceOf(
                HybridDemucsSettings.class,
                imported("demucs", file(DemucsFiles.HYBRID)).network());
    }

    @Test
    void whatIsSaidToBeLikeAModelOfAnotherKindIsRefused() {
        Path file = file(DemucsFiles.TRANSFORMER);
        WaveformTask task = imported("demucs", file);
        ModelStore published = new ModelStore(directory.resolve("published"), Optional.empty());
        for (String like : List.of("htdemucs", "htdemucs-ft", "hdemucs-mmi")) {
            String message = assertThrows(
                            ModelException.class, () -> published.importFiles(List.of(file), like, "other", NOTHING))
                    .getMessage();
            assertTrue(message.startsWith(file + " is not like " + like + ": it is a Hybrid Transf"), message);
            assertTrue(message.contains(" for low, high of 2 channels at 8000 Hz, expected a "), message);
        }
        assertEquals(
                task,
                store.importFiles(List.of(file), "mine", "other", NOTHING)
                        .card()
                        .separation());
        Path hybrid = file(DemucsFiles.HYBRID);
        String message = assertThrows(
                        ModelException.class, () -> store.importFiles(List.of(hybrid), "mine", "third", NOTHING))
                .getMessage();
        assertTrue(message.contains("it is a Hybrid Demucs for low, high"), message);
    }

    @Test
    void aBagOfOneIsThatOne() {
        file(DemucsFiles.TRANSFORMER);
        assertInstanceOf(
                HtDemucsSettings.class, imported("demucs", file("one.yaml")).network());
    }

    @Test
    void aBagHasTheWeightsOfItsYaml() {
        file(DemucsFiles.ONE);
        file(DemucsFiles.OTHER);
        WaveformTask task = imported("demucs", file("each.yaml"));
        BagSettings bag = assertInstanceOf(BagSettings.class, task.network());
        assertEquals(List.of(1.0, 0.0), bag.members().get(0).weights());
        assertEquals(List.of(0.0, 1.0), bag.members().get(1).weights());
        InstalledModel model = store.installed("mine").orElseThrow();
        assertEquals(
                List.of(DemucsFiles.ONE, DemucsFiles.OTHER),
                model.card().source().files().stream().map(Source.Part::file).toList());
        assertEquals(
                Checkpoint.open(file(DemucsFiles.OTHER)).tensors("state").get("encoder.0.conv.weight"),
                model.weights().get("1.encoder.0.conv.weight"));
    }

    @Test
    void aBagMakesSegmentsOfHybridsLonger() {
        DemucsFiles.copy(DemucsFiles.HYBRID, directory, "3c3c3c3c.th");
        file(DemucsFiles.MAGNITUDES);
        WaveformTask task = imported("demucs", file("mixed.yaml"));
        assertEquals(48_000, task.chunks().samples());
        BagSettings bag = assertInstanceOf(BagSettings.class, task.network());
        assertEquals(null, bag.members().get(0).weights());
    }

    @Test
    void modelsOfABagNeedSegmentsOfOneLength() {
        file(DemucsFiles.HYBRID);
        file(DemucsFiles.MAGNITUDES);
        String message = refusal(file("unequal.yaml"));
        assertTrue(
                message.contains("those of " + DemucsFiles.HYBRID + " last 4.000 s, those of " + DemucsFiles.MAGNITUDES
                        + " 5.000 s; 'segment: SECONDS'"),
                message);
    }

    @Test
    void aMissingMemberIsNamedWithWhereItIsExpected() {
        file(DemucsFiles.ONE);
        String message = refusal(file("each.yaml"));
        assertTrue(
                message.contains("names the model 2b2b2b2b, and its file is missing; expected one file"
                        + " 2b2b2b2b-XXXXXXXX.th, with eight digits of its SHA-256, or 2b2b2b2b.th in " + directory),
                message);
        DemucsFiles.copy(DemucsFiles.OTHER, directory, "2b2b2b2b.th");
        file(DemucsFiles.OTHER);
        assertTrue(refusal(file("each.yaml")).contains("there are 2b2b2b2b-9a51c9d9.th and 2b2b2b2b.th"));
    }

    @Test
    void aMemberWithOtherBytesThanItsNameIsRefused() {
        file(DemucsFiles.ONE);
        DemucsFiles.copy(DemucsFiles.ONE, directory, DemucsFiles.OTHER);
        assertTrue(refusal(file("each.yaml")).contains("expected one that begins with 9a51c9d9"));
    }

    @Test
    void membersOfAnotherRateAreRefused() throws IOException {
        file(DemucsFiles.ONE);
        file(DemucsFiles.HYBRID);
        Path bag = Files.writeString(directory.resolve("bag.yaml"), "models: ['1b1b1b1b', '3c3c3c3c']\n");
        assertTrue(refusal(bag).contains("segments of one length"));
    }

    @Test
    void aBagThatSaysNonsenseIsRefusedWithItsLine() throws IOException {
        Path bag = directory.resolve("bag.yaml");
        Files.writeString(bag, "models: ['../../etc/passwd']\n");
        assertTrue(refusal(bag).contains("names at least one model by its signature"));
        Files.writeString(bag, "models: []\n");
        assertTrue(refusal(bag).contains("at least one model"));
        Files.writeString(bag, "models: ['1b1b1b1b']\nweights: [[1.0], [1.0]]\n");
        assertTrue(refusal(bag).contains("a bag of 1 models has weights for each of them, got those of 2"));
        Files.writeString(bag, "models: ['1b1b1b1b']\n\nsegmant: 4\n");
        assertTrue(refusal(bag).contains("line 3"));
        file(DemucsFiles.ONE);
        file(DemucsFiles.OTHER);
        Files.writeString(bag, "models: ['1b1b1b1b', '2b2b2b2b']\nweights: [[1.0], [1.0]]\n");
        assertTrue(refusal(bag).contains("a weight for each of 2 stems"));
        Files.writeString(bag, "models: ['1b1b1b1b', '2b2b2b2b']\nweights: [[1.0, 0.0], [1.0, 0.0]]\n");
        assertTrue(refusal(bag).contains("no member of the bag counts for stem 2"));
    }

    @Test
    void weightsOfOtherSizesThanTheirArgumentsAreRefused() {
        for (String name : List.of("other-sizes.th", "vast-sizes.th")) {
            String message = refusal(file(name));
            assertTrue(message.contains("has the shape") && message.contains("expected"), message);
        }
    }

    @Test
    void severalFilesNeedABag() {
        assertTrue(
                refusal(file(DemucsFiles.ONE), file(DemucsFiles.OTHER)).contains("a bag of several that a YAML file"));
    }

    @Test
    void weightsByThemselvesAreLikeAKnownModelOnly() {
        imported("demucs", file(DemucsFiles.TRANSFORMER));
        Path bare = directory.resolve("bare.safetensors");
        store.export("mine", bare);
        String message = assertThrows(
                        ModelException.class, () -> store.importFiles(List.of(bare), "demucs", "other", NOTHING))
                .getMessage();
        assertTrue(message.contains("imported like a known model of their size"), message);
        InstalledModel other = store.importFiles(List.of(bare), "mine", "other", NOTHING);
        assertEquals(store.installed("mine").orElseThrow().weights(), other.weights());
    }

    @Test
    void nothingCanBeSaidOfThemBesides() {
        ImportSettings labels = ImportSettings.labelled(Optional.of(List.of("a")));
        Path file = file(DemucsFiles.TRANSFORMER);
        String message = assertThrows(
                        ModelException.class, () -> store.importFiles(List.of(file), "demucs", "mine", labels))
                .getMessage();
        assertEquals("Files like demucs take no labels; they say all themselves.", message);
    }

    @Test
    void publishedFilesKeepTheirLicence() throws IOException {
        Path file = file(DemucsFiles.TRANSFORMER);
        ModelCard card =
                store.importFiles(List.of(file), "demucs", "mine", NOTHING).card();
        Source source = new Source(null, "x.th", Checksum.sha256Of(file).hex(), List.of(), List.of(), null);
        ModelCard published = card.like("tiny-ht", source, card.task()).licensed(LICENCE);
        ModelStore other = StoreFixture.store(directory.resolve("other"), null, published);
        ModelCard again =
                other.importFiles(List.of(file), "tiny-ht", "mine", NOTHING).card();
        assertEquals(LICENCE, again.licence());
        assertFalse(again.source().files().isEmpty());
    }
}
