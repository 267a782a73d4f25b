// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checksums of files. */
public final class Sha256 {

    private static final int BLOCK = 1 << 16;

    private Sha256() {}

    /**
     * The SHA-256 of a file.
     *
     * @param file any file
     * @return 64 hexadecimal digits in lower case
     * @throws IOException if it cannot be read
     */
    public static String of(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(stream, MessageDigest.getInstance("SHA-256"))) {
            byte[] block = new byte[BLOCK];
            while (digested.read(block) >= 0) {
                // the digest sees what is read
            }
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
