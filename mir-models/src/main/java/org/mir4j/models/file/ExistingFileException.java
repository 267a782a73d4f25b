// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import java.nio.file.Path;
import org.mir4j.core.error.MirException;

/** A file is there already where one is to be written, and may not be replaced. */
public final class ExistingFileException extends MirException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;

    ExistingFileException(Path file) {
        super(file + " exists already, and is not to be replaced.");
        this.file = file;
    }

    /**
     * What is there.
     *
     * @return the file as it was named
     */
    public Path file() {
        return file;
    }
}
