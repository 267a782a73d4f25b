// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The digest of a file: what its bytes add up to, or must.
 *
 * @param algorithm as {@link java.security.MessageDigest} names it: {@code SHA-256}, {@code SHA-1}, {@code MD5}
 * @param hex the digest in hexadecimal digits
 */
public record Checksum(String algorithm, String hex) {

    private static final String SHA_256 = "SHA-256";
    private static final int BLOCK = 1 << 16;
    private static final int FINGERPRINT = 16; // digits

    /** Refuses what is no digest of that algorithm. */
    public Checksum {
        hex = hex.toLowerCase(Locale.ROOT);
        int digits =
                switch (algorithm) {
                    case SHA_256 -> 64;
                    case "SHA-1" -> 40;
                    case "MD5" -> 32;
                    default ->
                        throw new IllegalArgumentException("checksums are SHA-256, SHA-1 or MD5, got " + algorithm);
                };
        if (!hex.matches("[0-9a-f]{" + digits + "}")) {
            throw new IllegalArgumentException(
                    "a checksum by " + algorithm + " has " + digits + " hexadecimal digits, got '" + hex + "'");
        }
    }

    /**
     * A SHA-256 checksum.
     *
     * @param hex 64 hexadecimal digits
     * @return the checksum
     */
    public static Checksum sha256(String hex) {
        return new Checksum(SHA_256, hex);
    }

    /**
     * An MD5 checksum: good against accidents, not against intent.
     *
     * @param hex 32 hexadecimal digits
     * @return the checksum
     */
    public static Checksum md5(String hex) {
        return new Checksum("MD5", hex);
    }

    /**
     * The SHA-256 checksum of a file.
     *
     * @param file any file
     * @return its checksum
     * @throws IOException if it cannot be read
     */
    public static Checksum sha256Of(Path file) throws IOException {
        return of(file, SHA_256);
    }

    /**
     * The checksum of a file.
     *
     * @param file any file
     * @param algorithm {@code SHA-256}, {@code SHA-1} or {@code MD5}
     * @return its checksum
     * @throws IOException if it cannot be read
     */
    public static Checksum of(Path file, String algorithm) throws IOException {
        MessageDigest digest = digest(algorithm);
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] block = new byte[BLOCK];
            for (int count = stream.read(block); count >= 0; count = stream.read(block)) {
                digest.update(block, 0, count);
            }
        }
        return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * Tells whether two sequences of texts say the same, without keeping them.
     *
     * @param texts in their order
     * @return 16 hexadecimal digits: the beginning of the SHA-256 of the texts, each ended by a zero byte
     */
    public static String fingerprint(Stream<String> texts) {
        MessageDigest digest = digest(SHA_256);
        texts.forEachOrdered(text -> {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        });
        return HexFormat.of().formatHex(digest.digest()).substring(0, FINGERPRINT);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
