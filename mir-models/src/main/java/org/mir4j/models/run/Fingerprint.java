// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mir4j.core.dataset.TaggedTrack;

/** Tells whether two lists say the same, without keeping them. */
public final class Fingerprint {

    private static final int BYTES = 8;

    private Fingerprint() {}

    /**
     * The fingerprint of labelled tracks.
     *
     * @param labels that are known
     * @param tracks in their order
     * @return 16 hexadecimal digits
     */
    public static String of(List<String> labels, List<TaggedTrack> tracks) {
        return of(Stream.concat(
                labels.stream(),
                tracks.stream()
                        .flatMap(track -> Stream.of(track.id(), sorted(track.present()), sorted(track.unknown())))));
    }

    private static String sorted(Set<String> labels) {
        return String.join("\n", new TreeSet<>(labels));
    }

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
