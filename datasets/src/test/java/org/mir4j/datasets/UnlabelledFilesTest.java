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
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;

class UnlabelledFilesTest {

    @TempDir
    Path root;

    @Test
    void allAudioFilesAtAnyDepthAreRecordings() throws IOException {
        touch("b.mp3");
        touch("album/disc 1/01.flac");
        touch("album/cover.jpg");
        touch("album/._01.flac");
        TaggedSplit split = new UnlabelledFiles().load(root, "all");
        assertEquals(List.of(), split.labels());
        assertEquals(
                List.of(
                        TaggedTrack.of(
                                "album/disc 1/01.flac", Recording.of(root.resolve("album/disc 1/01.flac")), Set.of()),
                        TaggedTrack.of("b.mp3", Recording.of(root.resolve("b.mp3")), Set.of())),
                split.tracks());
        assertEquals(2, new UnlabelledFiles().files(root).size());
    }

    @Test
    void foldersWithoutAudioAreRefused() throws IOException {
        touch("a.txt");
        assertTrue(messageFor(root).contains("no audio files below " + root));
        assertTrue(messageFor(root.resolve("none")).contains("no folder " + root.resolve("none")));
    }

    private String messageFor(Path folder) {
        return assertThrows(DatasetException.class, () -> new UnlabelledFiles().load(folder, "all"))
                .getMessage();
    }

    private void touch(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }
}
