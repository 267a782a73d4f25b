package org.mir4j.models.evaluation.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Tells whether two lists say the same, without keeping them. */
public final class Fingerprint {

    private static final int BYTES = 8;

    private Fingerprint() {}

    /**
     * The fingerprint of a sequence of texts.
     *
     * @param texts in their order
     * @return 16 hexadecimal digits: the beginning of the SHA-256 of the texts, each ended by a zero byte
     */
    public static String of(Stream<String> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            texts.forEach(text -> {
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
