// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that {@code make_demucs_checkpoints.py} made. */
final class DemucsFiles {

    static final String TRANSFORMER = "11ff22ee-d7f58553.th";
    static final String ONE = "1b1b1b1b-68ea2c70.th";
    static final String OTHER = "2b2b2b2b-9a51c9d9.th";
    static final String HYBRID = "3c3c3c3c-fac1233e.th";
    static final String MAGNITUDES = "4d4d4d4d-5f9d7703.th";

    private DemucsFiles() {}

    static Path copy(String name, Path directory) {
        return copy(name, directory, name);
    }

    static Path copy(String name, Path directory, String as) {
        try (InputStream stream = DemucsFiles.class.getResourceAsStream("/demucs/" + name)) {
            return Files.write(directory.resolve(as), stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
