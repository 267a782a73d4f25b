// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Tags that programs put behind audio of any kind, where only players of MP3 look for them: ID3v1 and its extension,
 * APEv2, Lyrics3, and ID3v2 with a footer.
 */
final class TrailingTags {

    private static final int ID3V1 = 128;
    private static final int ID3V1_EXTENDED = 227;
    private static final int APE_FOOTER = 32;
    private static final int APE_SIZE_AT = 12;
    private static final int APE_FLAGS_AT = 20;
    private static final int ID3V2_HEADER = 10;
    private static final int ID3V2_SIZE_AT = 6;
    private static final int ID3V2_FOOTER_FLAG = 0x10;
    private static final int LONGEST_SOUGHT = 1 << 16; // of a tag that only its beginning tells
    private static final int LYRICS_END = 9;
    private static final int LYRICS_SIZE = 6;
    private static final int SEVEN_BITS = 7;

    private TrailingTags() {}

    /** Whether such a tag begins at a place. */
    static boolean startsAt(FileBytes bytes, long at) throws IOException {
        return lengthAt(bytes, at) > 0;
    }

    /** How long the tag is that begins at a place; 0 if none does. */
    static long lengthAt(FileBytes bytes, long at) throws IOException {
        long left = bytes.length() - at;
        if (left <= 0 || "IATL".indexOf(bytes.unsigned(at)) < 0) {
            return 0;
        }
        if (bytes.has("ID3", at) && left >= ID3V2_HEADER) {
            int footer = (bytes.unsigned(at + 5) & ID3V2_FOOTER_FLAG) == 0 ? 0 : ID3V2_HEADER;
            return ID3V2_HEADER + synchsafe(bytes, at + ID3V2_SIZE_AT) + footer;
        }
        if (bytes.has("APETAGEX", at) && left >= APE_FOOTER) {
            boolean header = (bytes.at(at + APE_FLAGS_AT, 4)[3] & 0x20) != 0;
            return APE_FOOTER + (header ? number(bytes, at + APE_SIZE_AT) : 0);
        }
        if (bytes.has("TAG+", at)) {
            return Math.min(left, ID3V1_EXTENDED);
        }
        if (bytes.has("TAG", at)) {
            return Math.min(left, ID3V1);
        }
        return bytes.has("LYRICSBEGIN", at) ? lyrics(bytes, at) : 0;
    }

    /** Where what stands behind all tags that begin at a place begins; the place itself if none does. */
    static long behind(FileBytes bytes, long at) throws IOException {
        long place = at;
        for (long tag = lengthAt(bytes, place); tag > 0; tag = lengthAt(bytes, place)) {
            place += tag;
        }
        return place;
    }

    private static long lyrics(FileBytes bytes, long at) throws IOException {
        long last = Math.min(bytes.length() - LYRICS_END, at + LONGEST_SOUGHT);
        for (long end = at; end <= last; end++) {
            if (bytes.unsigned(end) != 'L') {
                continue;
            }
            if (bytes.has("LYRICS200", end) || bytes.has("LYRICSEND", end)) {
                return end + LYRICS_END - at;
            }
            if (end > at && bytes.has("LYRICSBEGIN", end)) {
                return 0; // looked for from there, so that no byte is read for many beginnings
            }
        }
        return 0;
    }

    /** Where the audio of a file ends at the latest: before all tags that stand behind it. */
    static long audioEnd(FileBytes bytes) throws IOException {
        long end = bytes.length();
        while (true) {
            long before = before(bytes, end);
            if (before < 0 || before >= end) {
                return withoutFooter(bytes, end);
            }
            end = before;
        }
    }

    /** Where an ID3v2 tag begins that ends at a place and has no footer; the place itself if none does. */
    private static long withoutFooter(FileBytes bytes, long end) throws IOException {
        for (long at = Math.max(0, end - LONGEST_SOUGHT); at < end - ID3V2_HEADER; at++) {
            if (bytes.unsigned(at) == 'I' && bytes.has("ID3", at) && at + lengthAt(bytes, at) == end) {
                return at;
            }
        }
        return end;
    }

    /** Where the tag begins that ends at a place; the place itself if none does. */
    private static long before(FileBytes bytes, long end) throws IOException {
        if (bytes.has("TAG", end - ID3V1)) {
            long tag = end - ID3V1;
            return bytes.has("TAG+", tag - ID3V1_EXTENDED) ? tag - ID3V1_EXTENDED : tag;
        }
        if (bytes.has("APETAGEX", end - APE_FOOTER)) {
            long footer = end - APE_FOOTER;
            boolean header = (bytes.at(footer + APE_FLAGS_AT, 4)[3] & 0x80) != 0;
            return end - number(bytes, footer + APE_SIZE_AT) - (header ? APE_FOOTER : 0);
        }
        if (bytes.has("3DI", end - ID3V2_HEADER)) {
            return end - 2 * ID3V2_HEADER - synchsafe(bytes, end - ID3V2_HEADER + ID3V2_SIZE_AT);
        }
        if (end >= LYRICS_END + LYRICS_SIZE && bytes.has("LYRICS200", end - LYRICS_END)) {
            String size = new String(bytes.at(end - LYRICS_END - LYRICS_SIZE, LYRICS_SIZE), StandardCharsets.US_ASCII);
            return size.chars().allMatch(Character::isDigit)
                    ? end - LYRICS_END - LYRICS_SIZE - Integer.parseInt(size)
                    : end;
        }
        return end;
    }

    private static long number(FileBytes bytes, long at) throws IOException {
        return Integer.toUnsignedLong(ByteBuffer.wrap(bytes.at(at, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt());
    }

    private static long synchsafe(FileBytes bytes, long at) throws IOException {
        long size = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            size = size << SEVEN_BITS | bytes.unsigned(at + i) & 0x7F;
        }
        return size;
    }
}
