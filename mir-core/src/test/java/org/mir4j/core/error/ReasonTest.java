// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonTest {

    @Test
    void failuresWhoseMessageIsAFileAreSaidInWords(@TempDir Path directory) {
        IOException missing = assertThrows(IOException.class, () -> Files.newInputStream(directory.resolve("missing")));
        assertEquals("there is no such file or directory", Reason.of(missing));
        assertEquals("permission denied", Reason.of(new AccessDeniedException("song.wav")));
        assertEquals(
                "No space left on device", Reason.of(new FileSystemException("a", null, "No space left on device")));
        assertEquals("it is not UTF-8 text", Reason.of(new MalformedInputException(1)));
        assertEquals("reading or writing failed", Reason.of(new FileSystemException("song.wav")));
    }

    @Test
    void otherFailuresKeepTheirWords() {
        assertEquals("the line is dead", Reason.of(new IOException("the line is dead")));
        assertEquals("reading or writing failed", Reason.of(new IOException()));
    }
}
