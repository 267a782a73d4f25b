// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that a complete copy of a dataset has.
 *
 * @param path relative to the dataset's root
 * @param checksum its checksum, where one was published or measured
 */
public record DatasetFile(Path path, Optional<Checksum> checksum) {

    /** Refuses paths that are not below the root. */
    public DatasetFile {
        if (path.isAbsolute() || path.normalize().startsWith("..")) {
            throw new IllegalArgumentException("a file of a dataset lies below its root, got " + path);
        }
    }
}
