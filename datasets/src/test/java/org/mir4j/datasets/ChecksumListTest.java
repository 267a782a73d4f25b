// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.error.DatasetException;

class ChecksumListTest {

    private static final String DIGEST = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    @Test
    void readsOneOrTwoBlanksAndTheMarkOfBinaryFiles() throws IOException {
        Path file = write(DIGEST + " a.mp3\n" + DIGEST + "  b c.mp3\n" + DIGEST + " *d.mp3\n");
        Checksum checksum = Checksum.md5(DIGEST);
        assertEquals(
                Map.of("a.mp3", checksum, "b c.mp3", checksum, "d.mp3", checksum),
                ChecksumList.read(file, Checksum::md5));
    }

    @Test
    void thereAreNoneWithoutTheFile() {
        assertEquals(Map.of(), ChecksumList.read(folder.resolve("none"), Checksum::md5));
    }

    @Test
    void linesThatAreNoChecksumsAreRefused() throws IOException {
        Path file = write(DIGEST + " a.mp3\nxyz b.mp3\n");
        String message = assertThrows(DatasetException.class, () -> ChecksumList.read(file, Checksum::md5))
                .getMessage();
        assertTrue(message.startsWith(file + ", line 2: a checksum by MD5"), message);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("checksums"), text);
    }
}
