// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import java.nio.file.Path;

/** Hears how the tagging of files goes on. */
public interface TaggingListener {

    /**
     * A part of a file has been scored.
     *
     * @param file the file
     * @param seconds how much of it has been scored so far
     */
    default void progressed(Path file, double seconds) {}

    /**
     * A file is done, well or not; files are done in the order in which they were given.
     *
     * @param result what became of it
     */
    void finished(TaggingResult result);
}
