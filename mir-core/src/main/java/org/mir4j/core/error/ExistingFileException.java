// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.error;

import java.nio.file.Path;

/** A file is there already where one is to be written, and may not be replaced. */
public final class ExistingFileException extends MirException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;

    /**
     * A file that stays.
     *
     * @param file as it was named
     */
    public ExistingFileException(Path file) {
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
