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
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;

class TagFoldersTest {

    @TempDir
    Path root;

    @Test
    void theOutermostFolderIsTheLabel() throws IOException {
        touch("rock/b.WAV");
        touch("jazz/album/01.flac");
        touch("jazz/cover.jpg");
        touch("jazz/._01.flac");
        touch("notes/readme.txt");
        TaggedSplit split = new TagFolders().load(root, "all");
        assertEquals(Labelling.SINGLE, split.labelling());
        assertEquals(List.of("jazz", "rock"), split.labels());
        assertEquals(
                List.of(
                        TaggedTrack.of(
                                "jazz/album/01.flac", Recording.of(root.resolve("jazz/album/01.flac")), Set.of("jazz")),
                        TaggedTrack.of("rock/b.WAV", Recording.of(root.resolve("rock/b.WAV")), Set.of("rock"))),
                split.tracks());
        assertEquals(2, new TagFolders().files(root).size());
    }

    @Test
    void filesBesideTheFoldersAreRefused() throws IOException {
        touch("rock/a.wav");
        touch("stray.wav");
        assertTrue(messageFor(root).contains(root.resolve("stray.wav") + " lies beside the folders"));
    }

    @Test
    void foldersWithoutAudioAreRefused() throws IOException {
        touch("rock/a.txt");
        assertTrue(messageFor(root).contains("no audio files below " + root));
        assertTrue(messageFor(root.resolve("none")).contains("no folder " + root.resolve("none")));
    }

    private String messageFor(Path folder) {
        return assertThrows(DatasetException.class, () -> new TagFolders().load(folder, "all"))
                .getMessage();
    }

    private void touch(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }
}
