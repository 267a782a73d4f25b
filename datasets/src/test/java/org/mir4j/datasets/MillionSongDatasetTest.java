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
import org.mir4j.core.error.DatasetException;

class MillionSongDatasetTest {

    private final MillionSongDataset dataset = new MillionSongDataset();

    @Test
    void vectorsAreReadInTheOrderOfTheTags() {
        TaggedSplit train = Miniatures.load(dataset, "train");
        assertEquals(50, train.labels().size());
        assertEquals(Set.of("rock", "indie"), train.tracks().get(0).present());
        assertEquals(
                Set.of("happy"),
                Miniatures.load(dataset, "valid").tracks().get(0).present());
        assertEquals(
                Miniatures.of(dataset).resolve("audio/A/A/A/TRAAAAA1.mp3"),
                train.tracks().get(0).recording().file());
    }

    @Test
    void tracksCanBeLeftOut(@TempDir Path folder) throws IOException {
        assertEquals(List.of("TRCCCCC3"), Miniatures.ids(dataset, "test"));
        Path root = Miniatures.copy(dataset, folder);
        Files.delete(root.resolve("lists/left_out.txt"));
        assertEquals(2, dataset.load(root, "test").tracks().size());
    }

    @Test
    void vectorsOfAnotherLengthAreRefused(@TempDir Path folder) throws IOException {
        Path root = Miniatures.copy(dataset, folder);
        Path list = Files.writeString(root.resolve("lists/val_gt_msd.tsv"), "TRBBBBB2\t[0, 1]\n");
        String message = assertThrows(DatasetException.class, () -> dataset.load(root, "valid"))
                .getMessage();
        assertTrue(message.startsWith(list + ", line 1: expected 50 zeros and ones"), message);
    }
}
