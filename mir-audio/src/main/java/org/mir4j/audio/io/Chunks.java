// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/** Goes from chunk to chunk of a file of the IFF family: a tag of four characters, a length, and so many bytes. */
final class Chunks {

    private static final int HEADER = 8;
    private static final int TAG = 4;

    /** What stands in WAVE and AIFF files; others may, too. */
    private static final Set<String> KNOWN = Set.of(
            "fmt ", "data", "fact", "LIST", "bext", "iXML", "id3 ", "ID3 ", "JUNK", "junk", "PAD ", "cue ", "smpl",
            "PEAK", "ds64", "COMM", "SSND", "FVER", "NAME", "AUTH", "ANNO", "MARK", "INST", "APPL", "(c) ", "CHAN");

    private final FileBytes bytes;
    private final ByteOrder order;
    private long at; // of the chunk's content
    private long size;
    private String tag = "";

    /**
     * @param bytes of the file
     * @param start where the first chunk begins
     * @param order of the bytes of lengths
     */
    Chunks(FileBytes bytes, long start, ByteOrder order) {
        this.bytes = bytes;
        this.order = order;
        at = start;
    }

    /** Goes to the next chunk, if there is one. */
    boolean next() throws IOException {
        long header = tag.isEmpty() ? at : end();
        if (bytes.length() - header < HEADER || header < at) {
            return false;
        }
        tag = bytes.tag(header);
        size = Integer.toUnsignedLong(ByteBuffer.wrap(bytes.at(header + TAG, Integer.BYTES))
                .order(order)
                .getInt());
        at = header + HEADER;
        return true;
    }

    /** Where the next one begins. A chunk of odd length is padded by a byte, which some programs forget. */
    private long end() throws IOException {
        long end = at + size;
        if ((size & 1) == 0) {
            return end;
        }
        boolean forgotten = isPlausible(bytes, end) && !isKnown(bytes, end + 1);
        return forgotten ? end : end + 1;
    }

    String tag() {
        return tag;
    }

    /** Where its content begins. */
    long at() {
        return at;
    }

    /** How long it says that its content is. */
    long size() {
        return size;
    }

    private static boolean isKnown(FileBytes bytes, long at) throws IOException {
        return at + HEADER <= bytes.length() && KNOWN.contains(bytes.tag(at));
    }

    /** Whether a chunk seems to begin at a place: a tag that can be read, and a length that the file has. */
    static boolean isPlausible(FileBytes bytes, long at) throws IOException {
        if (at < 0 || at + HEADER > bytes.length()) {
            return false;
        }
        if (!bytes.tag(at).chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return false;
        }
        return isKnown(bytes, at) || plausibleSize(bytes, at) <= bytes.length() - at - HEADER;
    }

    /** How long the content of a chunk is in whichever order of bytes says less. */
    static long plausibleSize(FileBytes bytes, long at) throws IOException {
        int big = ByteBuffer.wrap(bytes.at(at + TAG, Integer.BYTES)).getInt();
        return Math.min(Integer.toUnsignedLong(big), Integer.toUnsignedLong(Integer.reverseBytes(big)));
    }
}
