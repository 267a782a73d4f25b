// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.audio.home.MirHome;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.waveform.HtDemucsSettings;

/** The published models of Demucs. */
class DemucsCardsTest {

    @TempDir
    Path directory;

    private static ModelStore published(Path home, String mirror) {
        return new ModelStore(new MirHome(home), Optional.ofNullable(mirror));
    }

    @ParameterizedTest
    @ValueSource(strings = {"htdemucs", "htdemucs-ft", "htdemucs-6s", "hdemucs-mmi", "mdx-extra"})
    void theirFilesHaveTheDigitsOfTheirNamesAndAreForResearchOnly(String name) {
        ModelCard card = published(directory, null).card(name);
        assertTrue(card.licence().isNonCommercial());
        for (Source.Part file : card.source().files()) {
            assertTrue(
                    file.address()
                            .matches("https://dl\\.fbaipublicfiles\\.com/demucs/\\w+/[0-9a-f]{8}-" + file.sha256()
                                    + "\\.th"),
                    file.address());
        }
        WaveformTask task = (WaveformTask) card.separation();
        assertTrue(task.normalised());
        assertTrue(DemucsImport.isDemucs(task.network()));
        long networks = Parameters.named(task.build()).keySet().stream()
                .filter(each -> each.endsWith("tencoder.0.conv.weight"))
                .count();
        assertEquals(card.source().files().size(), networks);
    }

    /** A card of a tiny transformer, which is mistaken about the weight of its embedding. */
    private ModelCard mistaken(Path file, Source source) {
        ModelStore store = StoreFixture.store(directory.resolve("first"), null);
        ModelCard card = store.importFiles(List.of(file), "demucs", "mine", ImportSettings.labelled(Optional.empty()))
                .card();
        WaveformTask task = (WaveformTask) card.separation();
        HtDemucsSettings right = (HtDemucsSettings) task.network();
        HtDemucsSettings wrong = new HtDemucsSettings(right.levels(), 0, right.transformer(), 1000);
        return card.like("tiny", source, task)
                .with(new WaveformTask(
                        task.sampleRate(), task.channels(), wrong, task.stems(), task.chunks(), task.normalised()));
    }

    @Test
    void aFileIsFoundInAMirrorByItsPublishedNameAndSaysItsNetworkItself() {
        Path file = DemucsFiles.copy(DemucsFiles.TRANSFORMER, directory);
        String address = "https://example.invalid/a/" + DemucsFiles.TRANSFORMER;
        Source source = new Source(
                null, null, null, null, null, null, List.of(new Source.Part(address, "tiny.th", "d7f58553", null)));
        ModelStore store = StoreFixture.store(directory.resolve("home"), directory.toString(), mistaken(file, source));
        WaveformTask task = (WaveformTask) store.pull("tiny").card().separation();
        assertEquals(62_400, ((HtDemucsSettings) task.network()).samples());
    }

    @Test
    void aFileOfOtherBytesIsTakenOnlyWhereItIsKnownToBeEqual() throws java.io.IOException {
        Path file = DemucsFiles.copy(DemucsFiles.TRANSFORMER, directory, "tiny.th");
        String sha256 = Checksum.sha256Of(file).hex();
        for (List<String> equivalents : List.of(List.of(sha256), List.of("ab".repeat(32)))) {
            Source.Part part = new Source.Part(null, "tiny.th", "00000000", null, equivalents);
            Path home = Files.createTempDirectory(directory, "home");
            ModelCard card = mistaken(file, new Source(null, null, null, null, null, null, List.of(part)));
            ModelStore store = StoreFixture.store(home, directory.toString(), card);
            Files.walk(directory.resolve("first"))
                    .sorted(java.util.Comparator.reverseOrder())
                    .forEach(each -> each.toFile().delete());
            if (equivalents.contains(sha256)) {
                store.pull("tiny");
                store.verify("tiny");
            } else {
                String message = assertThrows(ModelException.class, () -> store.pull("tiny"))
                        .getMessage();
                assertTrue(message.contains("expected one that begins with 00000000"), message);
            }
        }
    }

    @Test
    void stemsOfAnotherNameThanTheCardsAreRefused() {
        Path file = DemucsFiles.copy(DemucsFiles.TRANSFORMER, directory);
        ModelCard card = published(directory, null).card("htdemucs");
        String message = assertThrows(ModelException.class, () -> DemucsImport.settled(card, List.of(file)))
                .getMessage();
        assertTrue(
                message.startsWith(
                        "The files of htdemucs are not what its card says: they give low, high of 2 channels"),
                message);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "MIR_MODELS_MIRROR", matches = "/.*")
    void theMirrorsFileIsThatOfTheCard() {
        String mirror = System.getenv("MIR_MODELS_MIRROR");
        assumeTrue(Files.exists(Path.of(mirror, "htdemucs.th")));
        ModelStore store = published(directory, mirror);
        InstalledModel model = store.pull("htdemucs");
        store.verify("htdemucs");
        assertEquals(
                published(directory.resolve("other"), null).card("htdemucs").task(),
                model.card().task());
    }
}
