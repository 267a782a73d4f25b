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
import org.mir4j.core.error.DatasetException;

class Esc50Test {

    private final Esc50 dataset = new Esc50();

    @Test
    void categoriesAreInTheOrderOfTheirTargets() {
        TaggedSplit fold = Miniatures.load(dataset, "fold-4");
        assertEquals(Labelling.SINGLE, fold.labelling());
        assertEquals(List.of("dog", "rooster", "pig"), fold.labels());
        assertEquals(Set.of("pig"), fold.tracks().get(0).present());
    }

    @Test
    void allIsAllFolds() {
        assertEquals(5, Miniatures.ids(dataset, "all").size());
        assertEquals(List.of("2-2-A-1.wav"), Miniatures.ids(dataset, "fold-2"));
    }

    @Test
    void clipsThatAreListedTwiceAreRefused(@TempDir Path folder) throws IOException {
        Path root = Miniatures.copy(dataset, folder);
        Path list = root.resolve("meta/esc50.csv");
        Files.writeString(list, Files.readString(list) + "1-1-A-0.wav,1,0,dog,False,1,A\n");
        String message = assertThrows(DatasetException.class, () -> dataset.load(root, "all"))
                .getMessage();
        assertEquals(
                list + ", line 7: the track '1-1-A-0.wav' is listed twice, first in " + list + ", line 2.", message);
    }

    @Test
    void targetsWithTwoNamesAreRefused(@TempDir Path folder) throws IOException {
        Path root = Miniatures.copy(dataset, folder);
        Path list = root.resolve("meta/esc50.csv");
        Files.writeString(list, Files.readString(list) + "9-9-A-0.wav,1,0,wolf,False,1,A\n");
        String message = assertThrows(DatasetException.class, () -> dataset.load(root, "all"))
                .getMessage();
        assertTrue(message.contains("line 7: the target 0 was 'dog'"), message);
    }
}
