// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.error;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why reading or writing failed, in words that can end a sentence. */
public final class Reason {

    private Reason() {}

    /**
     * Words for a failure; Java's own messages often are no more than the name of the file.
     *
     * @param failure of reading or writing
     * @return words without a full stop, such as {@code permission denied}
     */
    public static String of(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (failure instanceof NotDirectoryException) {
            return "that is no directory";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "there is a file of that name already";
        }
        if (failure instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        String said = failure instanceof FileSystemException onFile ? onFile.getReason() : failure.getMessage();
        return said == null || said.isBlank() ? "reading or writing failed" : said.strip();
    }

    /**
     * Words for what a parser found wrong in a text: the first line of what it says, without the name of an exception
     * and the addresses that some add.
     *
     * @param failure that a parser threw
     * @return words without a full stop, such as {@code Unterminated object at line 1 column 21}
     */
    public static String inText(RuntimeException failure) {
        Throwable origin = failure.getCause() == null ? failure : failure.getCause();
        String said = origin.getMessage() == null ? "" : origin.getMessage().strip();
        return said.isEmpty() ? "it is malformed" : said.lines().findFirst().orElseThrow();
    }
}
