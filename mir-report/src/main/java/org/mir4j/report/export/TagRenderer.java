// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.export;

/** Writes the tags of files in one format, a file at a time. */
public interface TagRenderer {

    /**
     * Writes one file's tags.
     *
     * @param report what is to be shown
     */
    void render(TaggedFile report);

    /** Writes what belongs after the last file. */
    default void finish() {}
}
