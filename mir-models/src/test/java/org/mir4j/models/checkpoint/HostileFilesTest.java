// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.MirException;

/**
 * Hostile files are read or refused, in the memory and the time that the tests have. The property
 * {@code mir.hostile.files} says how many are tried, and {@code mir.hostile.first} the seed of the first.
 */
class HostileFilesTest {

    private static final int FILES = Integer.getInteger("mir.hostile.files", 102);
    private static final int FIRST = Integer.getInteger("mir.hostile.first", 0);

    @TempDir
    Path directory;

    @Test
    void hostileFilesAreReadOrRefused() throws IOException {
        Path file = directory.resolve("hostile.pth");
        int refused = 0;
        for (int seed = FIRST; seed < FIRST + FILES; seed++) {
            Files.write(file, HostileFiles.of(seed));
            try {
                Checkpoint.open(file).tensors("");
            } catch (MirException e) {
                refused++;
                assertTrue(e.getMessage().startsWith(file.toString()), "seed " + seed + ": " + e.getMessage());
                assertTrue(e.getMessage().length() < 5_000, "seed " + seed + " says too much");
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("seed " + seed + " brought the reader down", e);
            }
        }
        assertTrue(refused > FILES / 2, "most of them are refused, not " + refused);
    }
}
