// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

import java.util.Locale;

/**
 * What the bytes of a file must add up to.
 *
 * @param algorithm as {@link java.security.MessageDigest} names it: {@code SHA-256}, {@code SHA-1}, {@code MD5}
 * @param hex the digest in hexadecimal digits
 */
public record Checksum(String algorithm, String hex) {

    /** Refuses what is no digest of that algorithm. */
    public Checksum {
        hex = hex.toLowerCase(Locale.ROOT);
        int digits =
                switch (algorithm) {
                    case "SHA-256" -> 64;
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
        return new Checksum("SHA-256", hex);
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
}
