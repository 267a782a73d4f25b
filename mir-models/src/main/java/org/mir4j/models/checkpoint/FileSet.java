// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.mir4j.core.error.ModelException;

/** Files that belong together, by name: those of a directory, or of an archive. */
interface FileSet {

    /** The names of all. */
    List<String> names() throws IOException;

    /**
     * How long a file is.
     *
     * @throws ModelException if there is none of this name
     */
    long size(String name) throws IOException;

    /**
     * Opens a file from its first byte on.
     *
     * @throws ModelException if there is none of this name
     */
    InputStream open(String name) throws IOException;

    /** Those of a directory. */
    static FileSet in(Path directory) {
        return new FileSet() {
            @Override
            public List<String> names() throws IOException {
                try (Stream<Path> files = Files.list(directory)) {
                    return files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .sorted()
                            .toList();
                }
            }

            @Override
            public long size(String name) throws IOException {
                return Files.size(file(name));
            }

            @Override
            public InputStream open(String name) throws IOException {
                return Files.newInputStream(file(name));
            }

            private Path file(String name) {
                Path file = directory.resolve(name);
                if (!Files.isRegularFile(file)) {
                    throw missing(name);
                }
                return file;
            }
        };
    }

    /** What is said of a file that is not there. */
    static ModelException missing(String name) {
        return new ModelException("the file " + name + ", which belongs to it, is missing");
    }
}
