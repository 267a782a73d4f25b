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
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;

class OpenMic2018Test {

    private final OpenMic2018 dataset = new OpenMic2018();

    @Test
    void instrumentsNobodyAskedAboutAreUnknown() {
        TaggedSplit split = Miniatures.load(dataset, "train");
        assertEquals(Labelling.MULTIPLE, split.labelling());
        assertEquals(List.of("clarinet", "flute", "voice"), split.labels());
        TaggedTrack first = split.tracks().get(0);
        assertEquals(Set.of("flute"), first.present(), "a relevance of 0.5 is enough");
        assertEquals(Set.of("voice"), first.unknown());
    }

    @Test
    void clipsLieInFoldersByTheirFirstThreeDigits() {
        assertEquals(
                Miniatures.of(dataset).resolve("audio/012/012345_30720.ogg"),
                Miniatures.load(dataset, "test").tracks().get(0).recording().file());
    }

    @Test
    void clipsHaveTheChecksumsOfTheDataset() {
        assertEquals(
                3,
                dataset.files(Miniatures.of(dataset)).stream()
                        .filter(file -> file.checksum().isPresent())
                        .count());
    }

    @Test
    void clipsWithoutAnyAnswerAreRefused(@TempDir Path folder) throws IOException {
        Path root = Miniatures.copy(dataset, folder);
        Path list = Files.writeString(root.resolve("partitions/split01_test.csv"), "012345_30720\n999999_0\n");
        String message = assertThrows(DatasetException.class, () -> dataset.load(root, "test"))
                .getMessage();
        assertTrue(message.startsWith(list + ", line 2: the clip '999999_0'"), message);
    }
}
