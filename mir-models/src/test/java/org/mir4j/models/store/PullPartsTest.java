// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;

/** Published models of several files, whose names carry how their checksums begin. */
class PullPartsTest {

    private static final ModelCard.Licence LICENCE = new ModelCard.Licence("MIT", "https://example.org");

    @TempDir
    Path directory;

    private List<Path> files;
    private ModelStore store;

    @BeforeEach
    void publish() {
        Path mirror = directory.resolve("mirror");
        files = List.of(
                OpenUnmixFiles.publish(mirror, "vocals", "-", 0.01f),
                OpenUnmixFiles.publish(mirror, "drums", "-", 0.02f),
                OpenUnmixFiles.publish(mirror, "bass", "-", 0.03f));
        store = StoreFixture.store(
                directory.resolve("home"),
                mirror.toString(),
                OpenUnmixFiles.card("umx", LICENCE, List.of("vocals", "drums", "bass"), files));
    }

    private String refusal() throws IOException {
        String message =
                assertThrows(ModelException.class, () -> store.pull("umx")).getMessage();
        assertTrue(message.endsWith("."), message);
        try (Stream<Path> cache = Files.list(directory.resolve("home/cache"))) {
            assertEquals(0, cache.count());
        }
        return message;
    }

    @Test
    void partsAreFetchedAndJoined() {
        InstalledModel model = store.pull("umx");
        store.verify("umx");
        assertEquals(0.01f, model.weights().get("target1.fc1.weight").values()[0]);
        assertEquals(0.03f, model.weights().get("target3.fc1.weight").values()[0]);
        Set<String> stems = model.weights().keySet().stream()
                .map(name -> name.split("\\.")[0])
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("target1", "target2", "target3"), stems);
        assertFalse(model.weights().keySet().stream().anyMatch(name -> name.matches(".*(tracked|rate|window)$")));
        ArchitectureCheck.requireFit(model.card(), model.weights());
    }

    @Test
    void allThatIsMissingIsNamed() throws IOException {
        Files.delete(files.get(0));
        Files.delete(files.get(2));
        String message = refusal();
        assertTrue(message.contains("2 of its 3 files cannot be had"), message);
        String names = files.get(0).getFileName() + ", " + files.get(2).getFileName();
        assertTrue(message.contains("put them as " + names + " into a directory"), message);
        assertTrue(message.contains(files.get(0) + " (there is no such file)"), message);
        assertFalse(message.contains(files.get(1).getFileName().toString()), message);
    }

    @Test
    void aPartOfAnotherChecksumIsRefused() throws IOException {
        Files.copy(files.get(0), files.get(1), StandardCopyOption.REPLACE_EXISTING);
        String message = refusal();
        assertTrue(message.contains(files.get(1).toString()), message);
        String digits = files.get(1).getFileName().toString().substring(6, 14);
        assertTrue(message.contains("expected one that begins with " + digits), message);
    }

    @Test
    void stemsThatHaveNoFileAreRefused() throws IOException {
        ModelCard card = OpenUnmixFiles.card("umx", LICENCE, List.of("vocals", "drums", "bass", "other"), files);
        store = StoreFixture.store(
                directory.resolve("home"), files.get(0).getParent().toString(), card);
        assertTrue(refusal().contains("there is no target4."));
    }
}
