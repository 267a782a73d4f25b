// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a file says of its music: title, artist, album and the like, in FFmpeg's names whatever the format.
 *
 * <p>Only what stays true of a copy in another format, of another length or loudness, is a tag here: the program that
 * wrote a file, the padding and gain of its samples, the brands of its container, and pictures are not.
 *
 * @param values the texts by their names, which are in lower case, e.g. {@code album_artist}; sorted by name
 */
public record AudioTags(Map<String, String> values) {

    private static final Set<String> NAMES = Set.of(
            "album",
            "album_artist",
            "artist",
            "comment",
            "composer",
            "copyright",
            "date",
            "disc",
            "genre",
            "language",
            "lyrics",
            "performer",
            "publisher",
            "title",
            "track");

    private static final String NO_LANGUAGE = "und"; // ISO 639: undetermined

    /** Refuses names that are no tag's, and texts that are blank or hold the character 0. */
    public AudioTags {
        for (Map.Entry<String, String> tag : values.entrySet()) {
            if (!NAMES.contains(tag.getKey())) {
                throw new IllegalArgumentException("a tag is one of " + String.join(", ", new TreeSet<>(NAMES))
                        + ", got \"" + tag.getKey() + "\"");
            }
            if (tag.getValue().isBlank() || tag.getValue().indexOf('\0') >= 0) {
                throw new IllegalArgumentException("the tag " + tag.getKey()
                        + " needs a text without the character 0, got \"" + tag.getValue() + "\"");
            }
        }
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * No tags at all.
     *
     * @return tags without values
     */
    public static AudioTags none() {
        return new AudioTags(Map.of());
    }

    /**
     * What there is of tags among all that a file declares.
     *
     * @param declared texts by name, whose letters may be of either case
     * @return those of them that speak of the music
     */
    public static AudioTags among(Map<String, String> declared) {
        SortedMap<String, String> kept = new TreeMap<>();
        declared.forEach((name, text) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean empty = text.isBlank() || lower.equals("language") && text.equals(NO_LANGUAGE);
            if (NAMES.contains(lower) && !empty) {
                kept.putIfAbsent(lower, text.strip());
            }
        });
        return new AudioTags(kept);
    }
}
