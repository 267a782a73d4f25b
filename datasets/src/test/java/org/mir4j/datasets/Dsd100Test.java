// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.StemTrack;

class Dsd100Test {

    private static final Path ROOT = Path.of("src", "test", "resources", "miniatures", "dsd100");

    private final Dsd100 dataset = new Dsd100();

    @Test
    void halfOfTheSongsAreForTesting() {
        assertEquals(50, dataset.load(ROOT, "test").tracks().size());
        assertEquals(50, dataset.load(ROOT, "dev").tracks().size());
        assertEquals(500, dataset.files(ROOT).size());
    }

    @Test
    void mixtureAndStemsLieInDifferentTrees() {
        StemTrack track = dataset.load(ROOT, "dev").tracks().get(0);
        assertEquals("AM Contra - Heart Peripheral", track.id());
        assertTrue(track.recordings().stream().map(Recording::file).allMatch(Files::exists));
        assertEquals(
                5, track.recordings().stream().map(Recording::file).distinct().count());
    }

    @Test
    void foldersOfAnotherSpellingAreFoundByTheirNumber(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectories(root.resolve("Mixtures/Test/023 - Jokers Jacks & Kings - Sea Of Leaves"));
        List<StemTrack> tracks = dataset.load(root, "test").tracks();
        assertTrue(tracks.stream()
                .anyMatch(track ->
                        track.mixture().orElseThrow().file().getParent().equals(folder)));
        assertTrue(dataset.files(root).stream()
                .map(DatasetFile::path)
                .anyMatch(path -> root.resolve(path).getParent().equals(folder)));
    }
}
