// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;

class GtzanTest {

    private final Gtzan dataset = new Gtzan();

    @Test
    void fullHasAThousandClipsByTheirNames() {
        TaggedSplit split = Miniatures.load(dataset, "full");
        assertEquals(1000, split.tracks().size());
        assertEquals(10, split.labels().size());
        TaggedTrack last = split.tracks().get(999);
        assertEquals("rock.00099", last.id());
        assertEquals(Set.of("rock"), last.present());
        assertEquals(
                Miniatures.of(dataset).resolve("genres/rock/rock.00099.wav"),
                last.recording().file());
    }

    @Test
    void filteredSplitsAreThoseOfTheLists() {
        assertEquals(List.of("pop.00042", "blues.00099"), Miniatures.ids(dataset, "filtered-test"));
        assertEquals(
                Set.of("pop"),
                Miniatures.load(dataset, "filtered-test").tracks().get(0).present());
    }

    @Test
    void copiesWithAuFilesAndWithoutTheFolderGenresAreFound(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("blues"));
        Files.createFile(root.resolve("blues/blues.00000.au"));
        assertEquals(
                root.resolve("metal/metal.00007.au"),
                dataset.load(root, "full").tracks().get(607).recording().file());
    }

    @Test
    void foldersWithoutTheGenresAreRefused(@TempDir Path root) {
        String message = assertThrows(DatasetException.class, () -> dataset.load(root, "full"))
                .getMessage();
        assertTrue(message.contains(root.resolve("genres").resolve("blues").toString()), message);
    }

    @Test
    void linesThatNameNoClipAreRefused(@TempDir Path folder) throws IOException {
        Path root = Miniatures.copy(dataset, folder);
        Path list = Files.writeString(root.resolve("splits/test_filtered.txt"), "pop/pop.00001.wav\npop/polka.wav\n");
        String message = assertThrows(DatasetException.class, () -> dataset.load(root, "filtered-test"))
                .getMessage();
        assertTrue(message.startsWith(list + ", line 2: 'pop/polka.wav' is no clip"), message);
    }
}
