// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.nio.file.Path;
import java.util.Map;

/** Where the stems of a song go, and who is told before they appear. */
public interface StemPlacement {

    /**
     * The usual place: {@code DIRECTORY/STEM.EXTENSION}.
     *
     * @return the placement
     */
    static StemPlacement inDirectory() {
        return (directory, stem, extension) -> directory.resolve(stem + "." + extension);
    }

    /**
     * Where a stem goes. Folders that are missing are made.
     *
     * @param directory of the song's stems
     * @param stem its name, or that of an illustration without its extension
     * @param extension of the file, without a dot
     * @return the file
     */
    Path file(Path directory, String stem, String extension);

    /**
     * Whether a file that is there already may be replaced although others may not.
     *
     * @param file that is there, and is one of those that are to be written
     * @return whether it is known to be of no use to anybody, such as one that an interrupted separation has left
     */
    default boolean mayReplace(Path file) {
        return false;
    }

    /**
     * Is told once that all files of a song are whole, just before the first of them gets its name. What it throws keeps
     * them from appearing.
     *
     * @param drafts what gets each file's name
     */
    default void completing(Map<Path, Path> drafts) {}
}
