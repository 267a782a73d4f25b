// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that appears whole or not at all: what is written goes to a draft beside it, which takes its name in the end. */
public final class WholeFile {

    private WholeFile() {}

    /** What a file is to hold. */
    public interface Content {

        /**
         * Writes it.
         *
         * @param draft a file that is not there yet
         * @throws IOException if that fails
         */
        void writeTo(Path draft) throws IOException;
    }

    /**
     * Writes a file, or replaces one. If that fails, what was there before is still whole. It is on the disk when this
     * returns.
     *
     * @param file in a directory that is there
     * @param content what it is to hold
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Content content) throws IOException {
        Path draft = draftOf(file);
        try {
            content.writeTo(draft);
            Disk.replace(draft, file);
        } finally {
            deleteQuietly(draft);
        }
    }

    /**
     * A name for a draft beside a file, which tells whose it is: what a process leaves that is killed can be swept. It is
     * none of the system's temporary files, which are private: others may read what a person writes.
     *
     * @param file that the draft will become
     * @return a file that is not there
     */
    public static Path draftOf(Path file) {
        return Draft.beside(file);
    }

    /**
     * Whether a file is a draft: one that is being written, or that a process left which was killed.
     *
     * @param file any file
     * @return whether its name is that of a draft
     */
    public static boolean isDraft(Path file) {
        return Draft.is(file);
    }

    private static void deleteQuietly(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException ignored) {
            // a left-over draft harms nobody, and must not hide what went wrong before
        }
    }
}
