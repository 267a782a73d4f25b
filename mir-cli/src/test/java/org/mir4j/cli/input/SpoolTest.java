// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.home.TemporaryDirectory;
import org.mir4j.core.error.AudioException;

@Timeout(60)
class SpoolTest {

    private static final byte[] BYTES = {1, 2, 3, 4};

    @TempDir
    Path directory;

    private static Spool spool(byte[] input, long mostBytes) {
        return new Spool(new ByteArrayInputStream(input), false, mostBytes);
    }

    private static String refusal(Spool spool) {
        return assertThrows(AudioException.class, () -> spool.copyOf("-")).getMessage();
    }

    @Test
    void standardInputIsCopiedOnceAndCalledAsItWasTyped() throws IOException {
        Spool spool = spool(BYTES, 4);
        Path copy = spool.copyOf("-").orElseThrow();
        assertArrayEquals(BYTES, Files.readAllBytes(copy));
        assertTrue(copy.startsWith(TemporaryDirectory.ofProcess()) && copy.endsWith("stdin"), copy.toString());
        assertEquals(Optional.of(copy), spool.copyOf("-"));
        assertEquals(Path.of("-"), spool.names().of(copy));
        assertEquals("- is damaged, other.wav is not", spool.names().in(copy + " is damaged, other.wav is not"));
        assertEquals(Path.of("other.wav"), spool.names().of(Path.of("other.wav")));
    }

    @Test
    void aPipeWithoutAnEndIsRefusedAndNothingIsLeftOfIt() throws IOException {
        String said = refusal(spool(new byte[5], 4));
        assertTrue(said.startsWith("What comes from - is longer than 0.0 GB"), said);
        try (var left = Files.walk(TemporaryDirectory.ofProcess().resolve("inputs"))) {
            assertTrue(left.filter(file -> file.endsWith("stdin"))
                    .allMatch(file -> file.toFile().length() == BYTES.length));
        }
    }

    @Test
    void nothingAndAKeyboardAreSaidToBeSuch() {
        assertTrue(refusal(spool(new byte[0], 4)).startsWith("Nothing came from -"));
        String said = refusal(new Spool(new ByteArrayInputStream(BYTES), true, 4));
        assertTrue(said.contains("keyboard"), said);
    }

    @Test
    void whatCannotBeReadIsToldFromWhatCannotBeWritten() {
        InputStream directory = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Is a directory");
            }
        };
        assertEquals("- cannot be read: Is a directory.", refusal(new Spool(directory, false, 4)));
    }

    @Test
    void whatIsNoPipeIsReadWhereItLies() throws IOException {
        Path file = Files.write(directory.resolve("song.wav"), BYTES);
        for (String name : List.of(file.toString(), directory.toString(), "gone.wav", "*.wav", "./-", "/dev/null")) {
            assertEquals(Optional.empty(), spool(BYTES, 4).copyOf(name), name);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPipeAmongTheFilesKeepsItsName() throws Exception {
        Path pipe = directory.resolve("song.wav");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Thread writer = new Thread(() -> {
            try {
                Files.write(pipe, BYTES);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();
        Spool spool = spool(new byte[0], 4);
        AudioInputs inputs = AudioInputs.of(List.of(pipe.toString()), spool);
        writer.join();
        assertTrue(inputs.single());
        assertEquals("song.wav", inputs.files().get(0).getFileName().toString());
        assertArrayEquals(BYTES, Files.readAllBytes(inputs.files().get(0)));
        assertEquals(pipe, spool.names().of(inputs.files().get(0)));
    }

    @Test
    void whatCannotBeCopiedIsAFailureBesideTheOthers() throws IOException {
        Path file = Files.write(directory.resolve("song.wav"), BYTES);
        AudioInputs inputs = AudioInputs.of(List.of("-", file.toString()), spool(new byte[0], 4));
        assertEquals(List.of(file), inputs.files());
        assertEquals(1, inputs.failures().size());
    }
}
