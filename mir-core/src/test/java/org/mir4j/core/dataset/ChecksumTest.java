// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumTest {

    @TempDir
    private Path directory;

    @Test
    void aFilesChecksumsAreThoseOfItsBytes() throws IOException {
        Path file = Files.writeString(directory.resolve("abc"), "abc"); // the examples of FIPS 180-2 and RFC 1321
        assertEquals(
                Checksum.sha256("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                Checksum.sha256Of(file));
        assertEquals(new Checksum("SHA-1", "a9993e364706816aba3e25717850c26c9cd0d89d"), Checksum.of(file, "SHA-1"));
        assertEquals(Checksum.md5("900150983cd24fb0d6963f7d28e17f72"), Checksum.of(file, "MD5"));
    }

    @Test
    void aFileOfSeveralBlocksIsReadToItsEnd() throws IOException {
        Path million = Files.writeString(directory.resolve("million"), "a".repeat(1_000_000)); // FIPS 180-2, too
        assertEquals(
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
                Checksum.sha256Of(million).hex());
        Path empty = Files.createFile(directory.resolve("empty"));
        assertEquals(
                "d41d8cd98f00b204e9800998ecf8427e", Checksum.of(empty, "MD5").hex());
        assertThrows(IOException.class, () -> Checksum.sha256Of(directory.resolve("absent")));
    }

    @Test
    void aFingerprintTellsWhereTextsEnd() {
        // printf 'abc\0' | sha256sum
        assertEquals("dc1114cd074914bd", Checksum.fingerprint(Stream.of("abc")));
        assertNotEquals(Checksum.fingerprint(Stream.of("ab", "c")), Checksum.fingerprint(Stream.of("a", "bc")));
        assertNotEquals(Checksum.fingerprint(Stream.of("abc")), Checksum.fingerprint(Stream.of("abc", "")));
    }

    @Test
    void whatIsNoDigestIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Checksum.md5("abc"));
        assertThrows(IllegalArgumentException.class, () -> Checksum.sha256("g".repeat(64)));
        assertThrows(IllegalArgumentException.class, () -> new Checksum("CRC", "00"));
        assertEquals(Checksum.md5("A".repeat(32)), Checksum.md5("a".repeat(32)));
    }
}
