// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StandardOutputTest {

    @TempDir
    Path directory;

    private static boolean readerGone(String failure, Path descriptor) throws IOException {
        try (StandardOutput out = new StandardOutput(
                new OutputStream() {
                    @Override
                    public void write(int value) throws IOException {
                        throw new IOException(failure);
                    }
                },
                descriptor)) {
            assertThrows(IOException.class, () -> out.write('x'));
            return out.readerGone();
        }
    }

    @Test
    void whatIsWrittenPasses() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (StandardOutput out = new StandardOutput(bytes, directory)) {
            out.write('a');
            out.write("bc".getBytes(StandardCharsets.UTF_8));
            assertEquals("abc", bytes.toString(StandardCharsets.UTF_8));
            assertEquals(false, out.readerGone());
        }
    }

    @Test
    void aReaderThatHasGoneIsToldFromAFullDisk() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertEquals(true, readerGone("Broken pipe", file));
        assertEquals(false, readerGone("No space left on device", file));
        assertEquals(false, readerGone(null, directory.resolve("gone")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPipeFailsForWantOfAReaderInAnyLanguage() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertEquals(true, readerGone("\u7ba1\u9053\u5df2\u65ad\u5f00", pipe));
    }
}
