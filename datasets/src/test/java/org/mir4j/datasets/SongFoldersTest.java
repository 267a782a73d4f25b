// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.error.DatasetException;

class SongFoldersTest {

    @TempDir
    Path root;

    private final SongFolders dataset = new SongFolders();

    private Path file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "sound");
    }

    private String refusal() {
        return assertThrows(DatasetException.class, () -> dataset.load(root, "all"))
                .getMessage();
    }

    @Test
    void stemsAreNamedByTheirFilesAndSilentWhereThereIsNone() throws IOException {
        Path vocals = file("A/Vocals.WAV");
        Path drums = file("A/drums.flac");
        Path mixture = file("A/mixture.mp3");
        Path more = file("Album/B/vocals.m4a");
        file("Album/B/cover.jpg");
        file("Album/B/._vocals.wav");
        file("stray.wav");
        StemSplit split = dataset.load(root, "all");
        assertEquals(List.of("drums", "vocals"), split.stems());
        assertEquals("A", split.tracks().get(0).id());
        assertEquals(
                Map.of("vocals", List.of(Recording.of(vocals)), "drums", List.of(Recording.of(drums))),
                split.tracks().get(0).stems());
        assertEquals(Optional.of(Recording.of(mixture)), split.tracks().get(0).mixture());
        assertEquals("Album/B", split.tracks().get(1).id());
        assertEquals(
                Map.of("vocals", List.of(Recording.of(more)), "drums", List.of()),
                split.tracks().get(1).stems());
        assertEquals(Optional.empty(), split.tracks().get(1).mixture());
    }

    @Test
    void checksumsBesideTheSongsCount() throws IOException {
        file("A/vocals.wav");
        file("A/bass.wav");
        String digits = "0a".repeat(32);
        Files.writeString(root.resolve("SHA256SUMS"), digits + "  A/vocals.wav\n" + digits + "  gone/vocals.wav\n");
        assertEquals(
                List.of(
                        new DatasetFile(Path.of("A/vocals.wav"), Optional.of(Checksum.sha256(digits))),
                        new DatasetFile(Path.of("gone/vocals.wav"), Optional.of(Checksum.sha256(digits))),
                        new DatasetFile(Path.of("A/bass.wav"), Optional.empty())),
                dataset.files(root));
    }

    @Test
    void twoFilesForAStemAreRefused() throws IOException {
        Path one = file("A/vocals.flac");
        Path two = file("A/vocals.wav");
        String message = refusal();
        assertTrue(message.contains(one.toString()) && message.contains(two.toString()), message);
    }

    @Test
    void aMixtureAloneIsRefused() throws IOException {
        file("A/vocals.wav");
        Path mixture = file("B/mixture.wav");
        assertTrue(refusal().contains(mixture.toString()), refusal());
    }

    @Test
    void foldersWithoutStemsAreRefused() throws IOException {
        file("A/notes.txt");
        assertTrue(refusal().contains(root.toString()), refusal());
    }
}
