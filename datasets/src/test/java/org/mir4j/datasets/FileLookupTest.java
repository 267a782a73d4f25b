// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLookupTest {

    private static final String COMPOSED = "B\u00e4r - D\u00e9j\u00e0 Vu.wav";
    private static final String DECOMPOSED = "Ba\u0308r - De\u0301ja\u0300 Vu.wav";

    @TempDir
    Path root;

    private Path file(String... names) throws IOException {
        Path file = root.resolve(String.join("/", names));
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "sound");
    }

    @Test
    void accentsAreFoundInEitherForm() throws IOException {
        file("decomposed", DECOMPOSED);
        file("composed", COMPOSED);
        assertTrue(Files.exists(FileLookup.find(root, Path.of("decomposed", COMPOSED))));
        assertTrue(Files.exists(FileLookup.find(root, Path.of("composed", DECOMPOSED))));
    }

    @Test
    void everyFolderOnTheWayMayHaveAFormOfItsOwn() throws IOException {
        file("Caf\u00e9", "Cafe\u0301", DECOMPOSED);
        assertTrue(Files.exists(FileLookup.find(root, Path.of("Cafe\u0301", "Caf\u00e9", COMPOSED))));
    }

    @Test
    void theNameAsAskedComesFirst() throws IOException {
        Path asked = file(DECOMPOSED);
        file(COMPOSED);
        assertEquals(asked, FileLookup.find(root, Path.of(DECOMPOSED)));
    }

    @Test
    void whatIsNotThereKeepsItsName() {
        assertEquals(root.resolve(DECOMPOSED), FileLookup.find(root, Path.of(DECOMPOSED)));
    }
}
