// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are there whole or not at all. */
class WholeFileTest {

    @TempDir
    private Path directory;

    @Test
    void aFileIsReplacedAndNothingElseIsLeft() throws IOException {
        Path file = Files.writeString(directory.resolve("notes.txt"), "old");
        WholeFile.write(file, draft -> {
            assertTrue(WholeFile.isDraft(draft), draft.toString());
            assertEquals("old", Files.readString(file));
            Files.writeString(draft, "new");
        });
        assertEquals("new", Files.readString(file));
        assertEquals(List.of(file), files());
        assertFalse(WholeFile.isDraft(file));
    }

    @Test
    void aFailureLeavesWhatWasThereAndNoDraft() throws IOException {
        Path file = Files.writeString(directory.resolve("notes.txt"), "old");
        assertThrows(
                IOException.class,
                () -> WholeFile.write(file, draft -> {
                    Files.writeString(draft, "half of");
                    throw new IOException("no space left on device");
                }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
