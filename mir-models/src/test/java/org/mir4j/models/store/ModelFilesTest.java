// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.TinyModel;
import org.mir4j.models.TinySeparator;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.evaluation.ModelIdentity;

/** A card and its weights change together, for whoever reads them and whatever happens between. */
class ModelFilesTest {

    private static final int REPLACEMENTS = 60;

    @TempDir
    Path directory;

    private static Map<String, Tensor> weights(int version) {
        Map<String, Tensor> weights = new LinkedHashMap<>(TinyModel.weights());
        weights.put("version", new Tensor(new long[] {1}, new float[] {version}));
        return weights;
    }

    private static ModelCard card(int version, String sha256) {
        ModelCard card = TinyModel.card("tiny");
        return new ModelCard(
                card.name(),
                "version " + version,
                card.source(),
                card.licence(),
                card.citations(),
                card.scores(),
                card.notes(),
                sha256,
                card.task());
    }

    private void write(int version) throws IOException {
        ModelDirectory.write(directory, weights(version), sha256 -> card(version, sha256));
    }

    /** The version that card and weights agree on. */
    private static int version(InstalledModel model) {
        int version = (int) model.weights().get("version").values()[0];
        assertEquals("version " + version, model.card().summary());
        return version;
    }

    @Test
    void aReaderSeesTheOldPairOrTheNewOneAndNeverAMix() throws IOException, InterruptedException, ExecutionException {
        write(0);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> reads = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                reads.add(readers.submit(() -> {
                    int last = 0;
                    do {
                        int version = version(ModelDirectory.open(directory));
                        assertTrue(version >= last, "never back");
                        last = version;
                    } while (!done.get());
                }));
            }
            for (int version = 1; version <= REPLACEMENTS; version++) {
                write(version);
            }
            done.set(true);
            for (Future<?> reader : reads) {
                reader.get();
            }
        } finally {
            done.set(true);
            readers.shutdown();
        }
        assertEquals(REPLACEMENTS, version(ModelDirectory.open(directory)));
    }

    @Test
    void whoHasReadACardGetsItsWeightsAfterItWasReplaced() throws IOException {
        write(1);
        InstalledModel old = ModelDirectory.open(directory);
        write(2);
        write(3);
        assertEquals(1, version(old));
        assertEquals(3, version(ModelDirectory.open(directory)));
        assertEquals(3, (int) Checkpoint.read(directory.resolve("weights.safetensors"))
                .get("version")
                .values()[0]);
    }

    @Test
    void whatWasReplacedLongAgoIsSweptAndThenRefused() throws IOException {
        write(1);
        InstalledModel old = ModelDirectory.open(directory);
        write(2);
        for (Path version : ModelFiles.versions(directory)) {
            Files.setLastModifiedTime(version, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
        }
        write(3);
        assertEquals(1, ModelFiles.versions(directory).size());
        String message = assertThrows(ModelException.class, old::weights).getMessage();
        assertTrue(message.contains("replaced since its card was read"), message);
    }

    @Test
    void aProcessThatDiesAfterTheCardHasChangedLeavesTheNewPair() throws IOException {
        write(1);
        byte[] oldWeights = Files.readAllBytes(directory.resolve("weights.safetensors"));
        write(2);
        // as it was when the card had its name, and the weights had not
        byte[] newWeights = Files.readAllBytes(directory.resolve("weights.safetensors"));
        Path pending = directory.resolve(".weights-"
                + ModelDirectory.open(directory).card().weightsSha256().substring(0, 16) + ".mir.safetensors");
        for (Path version : ModelFiles.versions(directory)) {
            Files.delete(version);
        }
        Files.write(pending, newWeights);
        Files.setLastModifiedTime(pending, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
        Files.write(directory.resolve("weights.safetensors"), oldWeights);
        InstalledModel interrupted = ModelDirectory.open(directory);
        assertEquals(2, version(interrupted));
        write(3);
        assertEquals(2, version(interrupted), "whoever has read that card still gets its weights");
        assertEquals(3, version(ModelDirectory.open(directory)));
    }

    @Test
    void aProcessThatDiesBeforeTheCardHasChangedLeavesTheOldPair() throws IOException {
        write(1);
        Checkpoint.write(directory.resolve(".weights-0123456789abcdef.mir.safetensors"), weights(2));
        assertEquals(1, version(ModelDirectory.open(directory)));
        write(3);
        assertEquals(3, version(ModelDirectory.open(directory)));
    }

    @Test
    void directoriesOfTwoFilesAsEarlierVersionsWroteThemAreRead() throws IOException {
        Path plain = directory.resolve("tiny");
        TinyModel.install(plain, TinyModel.weights());
        InstalledModel model = ModelDirectory.open(plain);
        assertEquals(TinyModel.weights(), model.weights());
        ModelDirectory.write(plain, weights(2), sha256 -> card(2, sha256));
        assertEquals(2, version(ModelDirectory.open(plain)));
        assertEquals(TinyModel.weights(), model.weights());
    }

    @Test
    void aDirectoryIsClearedOfAllThatBelongsToAModel() throws IOException {
        write(1);
        write(2);
        Path own = Files.writeString(directory.resolve("notes.txt"), "mine");
        ModelDirectory.clear(directory);
        try (var files = Files.list(directory)) {
            assertEquals(List.of(own), files.toList());
        }
    }

    @Test
    void weightsBesideACardThatWasWrittenByHandHaveTheirChecksum() throws IOException {
        TinySeparator.install(directory, TinySeparator.task(1, new MaskingTask.Segment(64, 16, 0)));
        ModelStore store = new ModelStore(directory.resolve("home"), Optional.empty());
        InstalledModel model = store.requireHere(directory.toString());
        assertEquals(
                Checksum.sha256Of(directory.resolve("weights.safetensors")).hex(),
                model.card().weightsSha256());
        assertEquals(
                model.card().weightsSha256(), ModelIdentity.of(model.card()).get("weights"));
        assertEquals(
                model.weights().keySet(),
                ModelDirectory.open(directory).weights().keySet());
    }
}
