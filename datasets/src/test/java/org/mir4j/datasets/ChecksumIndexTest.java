// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.error.DatasetException;

class ChecksumIndexTest {

    private static final String ONE = "01".repeat(32);
    private static final String TWO = "AB".repeat(32);

    @TempDir
    Path directory;

    private ChecksumIndex read(String text) throws IOException {
        return ChecksumIndex.read(Files.writeString(directory.resolve("SHA256SUMS"), text));
    }

    @Test
    void linesOfSha256sumAreReadInTheirOrder() throws IOException {
        ChecksumIndex index = read(ONE + "  b/It's  two.wav\n" + TWO + " *./a, \u00e9.wav\n\n");
        assertEquals(
                List.of(
                        new DatasetFile(Path.of("b/It's  two.wav"), Optional.of(Checksum.sha256(ONE))),
                        new DatasetFile(Path.of("a, \u00e9.wav"), Optional.of(Checksum.sha256(TWO)))),
                index.files());
        assertEquals(Optional.of(Checksum.sha256(TWO)), index.of("a, \u00e9.wav"));
        assertEquals(Optional.empty(), index.of("c.wav"));
    }

    @Test
    void otherLinesAreRefusedWithTheFileAndTheLine() {
        DatasetException error = assertThrows(DatasetException.class, () -> read(ONE + "  a.wav\nmd5 of b.wav\n"));
        assertTrue(error.getMessage().contains("SHA256SUMS"), error.getMessage());
        assertTrue(error.getMessage().contains("'md5 of b.wav'"), error.getMessage());
    }

    @Test
    void anIndexThatIsNotThereIsNamed() {
        Path nowhere = directory.resolve("nowhere");
        DatasetException error = assertThrows(DatasetException.class, () -> ChecksumIndex.read(nowhere));
        assertTrue(error.getMessage().contains(nowhere.toString()), error.getMessage());
    }
}
