// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.TinyModel;
import org.mir4j.models.card.ModelCard;

/** A model's place in the store: found, damaged, replaced, and used by several at once. */
class InstallationTest {

    private static final int PULLS = 20;

    @TempDir
    Path directory;

    private Path model;
    private ModelCard card;
    private ModelStore store;

    @BeforeEach
    void publish() throws IOException {
        Path mirror = Files.createDirectory(directory.resolve("mirror"));
        card = TinyModel.card("tiny", null, TinyModel.publish(mirror.resolve("tiny.safetensors")));
        store = StoreFixture.store(directory, mirror.toString(), card);
        model = directory.resolve("models/tiny");
    }

    private static void flipLastByte(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[content.length - 1] ^= 1;
        Files.write(file, content);
    }

    private String damage() {
        return assertThrows(ModelException.class, () -> store.verify("tiny")).getMessage();
    }

    private void requireNoDrafts() throws IOException {
        try (Stream<Path> models = Files.list(directory.resolve("models"))) {
            assertEquals(List.of(model), models.toList());
        }
    }

    @Test
    void verifyFindsAFlippedByteAndAMissingFile() throws IOException {
        store.pull("tiny");
        store.verify("tiny");
        flipLastByte(model.resolve("weights.safetensors"));
        assertTrue(damage().contains("damaged"));
        Files.delete(model.resolve("weights.safetensors"));
        assertTrue(damage().contains("no file"));
        Files.delete(model.resolve("model.json"));
        assertTrue(damage().contains("not in the store"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"weights.safetensors", "model.json"})
    void aPullReplacesADamagedModel(String file) throws IOException {
        store.pull("tiny");
        flipLastByte(model.resolve(file));
        store.pull("tiny");
        store.verify("tiny");
        Files.delete(model.resolve(file));
        store.pull("tiny");
        store.verify("tiny");
        requireNoDrafts();
    }

    @Test
    void aPullFillsAnEmptyPlace() throws IOException {
        Files.createDirectories(model);
        store.pull("tiny");
        store.verify("tiny");
    }

    @Test
    void aPullThatFailsLeavesWhatWasThere() throws IOException {
        store.pull("tiny");
        byte[] before = Files.readAllBytes(model.resolve("weights.safetensors"));
        flipLastByte(directory.resolve("mirror/tiny.safetensors"));
        assertThrows(ModelException.class, () -> store.pull("tiny"));
        Files.delete(directory.resolve("mirror/tiny.safetensors"));
        assertThrows(ModelException.class, () -> store.pull("tiny"));
        assertArrayEquals(before, Files.readAllBytes(model.resolve("weights.safetensors")));
        store.verify("tiny");
        requireNoDrafts();
    }

    @Test
    void aPlaceThatCannotBeReplacedIsNamed() throws IOException {
        Files.createDirectories(model.resolve("weights.safetensors/occupied"));
        String message =
                assertThrows(ModelException.class, () -> store.pull("tiny")).getMessage();
        assertTrue(message.contains(model.toString()), message);
        requireNoDrafts();
    }

    @Test
    void aCardInAnotherModelsPlaceIsRefused() throws IOException {
        TinyModel.install(directory.resolve("models/other"), TinyModel.weights());
        Files.move(directory.resolve("models/other"), model);
        String message = assertThrows(ModelException.class, () -> store.installed("tiny"))
                .getMessage();
        assertTrue(message.contains("'other'") && message.contains("'tiny'"), message);
        store.pull("tiny");
        assertEquals("tiny", store.require("tiny").card().name());
    }

    @Test
    void aNameIsNoPath() throws IOException {
        store.pull("tiny");
        Files.copy(model.resolve("model.json"), directory.resolve("models/model.json"));
        Files.copy(model.resolve("model.json"), directory.resolve("model.json"));
        for (String name : List.of(".", "..", "../models/tiny", "", "tiny/.", model.toString())) {
            assertTrue(store.installed(name).isEmpty(), name);
            assertThrows(ModelException.class, () -> store.card(name));
            assertThrows(ModelException.class, () -> store.verify(name));
            assertThrows(ModelException.class, () -> store.export(name, directory.resolve("x")));
        }
    }

    @Test
    void whatKilledProcessesLeftIsSweptAndNothingElse() throws IOException {
        String other = ".mir-00000000-1-1-01234567.part"; // of another machine
        Path oldDraft = directory.resolve("models/.tiny" + other + "/weights.safetensors");
        Path youngDraft = directory.resolve("models/.other" + other + "/weights.safetensors");
        Path strange = directory.resolve("models/.notes/file");
        Path oldPart = directory.resolve("cache/.tiny" + other);
        Path own = directory.resolve("cache/tiny-1.part");
        for (Path file : List.of(oldDraft, youngDraft, strange, oldPart, own)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
        FileTime twoDaysAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        for (Path old : List.of(oldDraft, oldDraft.getParent(), strange.getParent(), oldPart, own)) {
            Files.setLastModifiedTime(old, twoDaysAgo);
        }
        store.pull("tiny");
        assertFalse(Files.exists(oldDraft.getParent()) || Files.exists(oldPart));
        assertTrue(Files.exists(youngDraft) && Files.exists(own) && Files.exists(strange));
    }

    @Test
    void draftsAreNoModels() throws IOException {
        store.pull("tiny");
        Files.createDirectory(directory.resolve("models/.tiny-draft"));
        Files.copy(model.resolve("model.json"), directory.resolve("models/.tiny-draft/model.json"));
        Files.createDirectory(directory.resolve("models/empty"));
        assertEquals(List.of("tiny"), store.installedNames());
        assertEquals(List.of("tiny"), store.names());
        assertEquals(List.of("tiny"), store.publishedNames());
    }

    @Test
    void severalMayPullTheSameModelAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        CountDownLatch start = new CountDownLatch(6);
        Callable<String> pull = () -> {
            start.countDown();
            start.await();
            return store.pull("tiny").card().weightsSha256();
        };
        try {
            String checksum = null;
            for (Future<String> result : threads.invokeAll(Collections.nCopies(6, pull))) {
                checksum = result.get();
            }
            assertEquals(checksum, store.card("tiny").weightsSha256());
        } finally {
            threads.shutdown();
        }
        store.verify("tiny");
        requireNoDrafts();
    }

    @Test
    void aModelIsWholeWhileItIsReplaced() throws InterruptedException, ExecutionException {
        store.pull("tiny");
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> reads = reader.submit(() -> {
                List<Integer> sizes = new ArrayList<>();
                do {
                    store.verify("tiny");
                    sizes.add(store.installed("tiny").orElseThrow().weights().size());
                } while (!done.get());
                assertEquals(1, sizes.stream().distinct().count());
                return sizes.get(0);
            });
            for (int i = 0; i < PULLS; i++) {
                store.pull("tiny");
            }
            done.set(true);
            assertEquals(TinyModel.weights().size(), reads.get());
        } finally {
            done.set(true);
            reader.shutdown();
        }
    }
}
