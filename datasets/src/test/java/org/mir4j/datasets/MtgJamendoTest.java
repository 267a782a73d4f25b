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
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.error.DatasetException;

class MtgJamendoTest {

    private final MtgJamendo dataset = MtgJamendo.top50();

    @Test
    void tagsAreThoseOfAllPartsOfASplit() {
        TaggedSplit test = Miniatures.load(dataset, "split-0-test");
        assertEquals(List.of("genre---rock", "instrument---piano", "mood/theme---happy"), test.labels());
        assertEquals(Set.of("mood/theme---happy"), test.tracks().get(0).present());
    }

    @Test
    void eachSplitHasListsOfItsOwn() {
        assertEquals(List.of("track_0001200"), Miniatures.ids(dataset, "split-0-test"));
        assertEquals(List.of("track_0001000"), Miniatures.ids(dataset, "split-1-test"));
        assertEquals(List.of("track_0001200"), Miniatures.ids(dataset, "split-1-validation"));
    }

    @Test
    void songsOfLowQualityAreTakenWhereThereAreNoOthers(@TempDir Path folder) throws IOException {
        Path root = Miniatures.copy(dataset, folder);
        assertEquals(root.resolve("audio/00/1200.mp3"), testSong(root));
        Files.move(root.resolve("audio"), root.resolve("audio-low"));
        assertEquals(root.resolve("audio-low/00/1200.low.mp3"), testSong(root));
    }

    @Test
    void songsHaveTheChecksumsOfTheDataset() {
        List<DatasetFile> files = dataset.files(Miniatures.of(dataset));
        List<Path> summed = files.stream()
                .filter(file -> file.checksum().isPresent())
                .map(DatasetFile::path)
                .toList();
        assertEquals(
                List.of(Path.of("audio/00/1000.mp3"), Path.of("audio/00/1100.mp3"), Path.of("audio/00/1200.mp3")),
                summed);
        assertEquals(15 + 3, files.size());
    }

    @Test
    void linesWithoutTagsAreRefused(@TempDir Path folder) throws IOException {
        Path root = Miniatures.copy(dataset, folder);
        Path list = root.resolve("data/splits/split-0/autotagging_top50tags-train.tsv");
        Files.writeString(list, "TRACK_ID\tARTIST_ID\tALBUM_ID\tPATH\tDURATION\tTAGS\nt\ta\tb\t00/1.mp3\t5\n");
        String message = assertThrows(DatasetException.class, () -> dataset.load(root, "split-0-test"))
                .getMessage();
        assertTrue(message.startsWith(list + ", line 2: "), message);
    }

    private Path testSong(Path root) {
        return dataset.load(root, "split-0-test").tracks().get(0).recording().file();
    }
}
