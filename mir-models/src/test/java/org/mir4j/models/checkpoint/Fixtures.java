// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mir4j.core.error.ModelException;

/** The files that {@code make_checkpoints.py} made, and what is said of those that are refused. */
final class Fixtures {

    private Fixtures() {}

    static byte[] bytes(String name) {
        try (InputStream stream = Fixtures.class.getResourceAsStream("/checkpoints/" + name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path copy(String name, Path directory) {
        try {
            return Files.write(directory.resolve(name), bytes(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why a file is refused: a sentence that begins with its name. */
    static String refusal(Path file) {
        String message =
                assertThrows(ModelException.class, () -> Checkpoint.read(file)).getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        assertTrue(message.endsWith("."), message);
        return message;
    }
}
