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

class MagnaTagATuneTest {

    private final MagnaTagATune dataset = new MagnaTagATune();

    @Test
    void musicnnKeepsClipsWithoutAnyOfTheFiftyTags() {
        assertEquals(List.of("25", "29"), Miniatures.ids(dataset, "musicnn-train"));
        assertEquals(List.of("14", "19"), Miniatures.ids(dataset, "musicnn-valid"));
        assertEquals(List.of("2", "6"), Miniatures.ids(dataset, "musicnn-test"));
    }

    @Test
    void won2020LeavesThemOut() {
        assertEquals(List.of("25"), Miniatures.ids(dataset, "won2020-train"));
        assertEquals(List.of("14"), Miniatures.ids(dataset, "won2020-valid"));
        assertEquals(List.of("2"), Miniatures.ids(dataset, "won2020-test"));
    }

    @Test
    void tagsAreInTheOrderOfPublishedModelsAndSynonymsStayApart() {
        TaggedSplit split = Miniatures.load(dataset, "won2020-valid");
        assertEquals(Labelling.MULTIPLE, split.labelling());
        assertEquals(50, split.labels().size());
        assertEquals("guitar", split.labels().get(0));
        assertEquals(List.of("metal", "female voice", "choral"), split.labels().subList(47, 50));
        assertEquals(Set.of("no vocals", "flute"), split.tracks().get(0).present());
    }

    @Test
    void theFoldersMayLieInTheRootItself(@TempDir Path folder) throws IOException {
        Path root = Miniatures.copy(dataset, folder);
        Files.move(root.resolve("mp3"), root.resolve("elsewhere"));
        assertEquals(
                root.resolve("f/band-album-01-song-30-59.mp3"),
                dataset.load(root, "won2020-test").tracks().get(0).recording().file());
    }

    @Test
    void annotationsWithoutOneOfTheTagsAreRefused(@TempDir Path folder) throws IOException {
        Path root = Miniatures.copy(dataset, folder);
        Path annotations = root.resolve("annotations_final.csv");
        Files.writeString(annotations, Files.readString(annotations).replace("\"sitar\"", "\"lute\""));
        String message = assertThrows(DatasetException.class, () -> dataset.load(root, "won2020-test"))
                .getMessage();
        assertTrue(message.contains(annotations + " has no column 'sitar'"), message);
    }
}
