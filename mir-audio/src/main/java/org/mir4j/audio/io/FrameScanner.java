// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;

/**
 * Goes from frame to frame of a stream that is nothing but frames. What stands between them is a tag, or it is damage.
 *
 * <p>A frame in the middle that no other one follows is a part of the damage: its header is whole, its content hardly.
 */
final class FrameScanner {

    /** What has been found. */
    enum Found {
        FRAME,
        DAMAGE,
        END
    }

    /** So many frames in a row are none by chance. */
    private static final int CERTAIN = 3;

    /** More tags than these behind each other are none; each place of a damaged stretch is asked for them. */
    private static final int MOST_TAGS = 16;

    private final FileBytes bytes;
    private final FrameSyntax syntax;
    private long next;
    private int kind = -1;
    private long at;
    private long size;
    private FrameHeader header;
    private long lacking;
    private int brokenSize;

    FrameScanner(FileBytes bytes, FrameSyntax syntax) {
        this.bytes = bytes;
        this.syntax = syntax;
    }

    /** Goes on to the next frame or piece of damage. */
    Found next() throws IOException {
        next = TrailingTags.behind(bytes, next);
        if (next >= bytes.length()) {
            return Found.END;
        }
        at = next;
        header = syntax.header(bytes, at);
        if (header != null && (kind < 0 || header.kind() != kind) && !isCertain(at)) {
            header = null;
        }
        if (header != null && at + header.size() > bytes.length()) {
            lacking = at + header.size() - bytes.length();
            header = null;
        }
        if (header != null && follows(at + header.size())) {
            return frame();
        }
        long resumed = resumed(header == null ? at + 1 : at + header.size());
        if (header != null && resumed == bytes.length()) {
            return frame(); // the last one; whatever follows is none
        }
        size = resumed - at;
        next = resumed;
        brokenSize = header == null ? 0 : header.size();
        header = null;
        return Found.DAMAGE;
    }

    private Found frame() {
        kind = header.kind();
        size = header.size();
        next = at + size;
        return Found.FRAME;
    }

    private boolean follows(long place) throws IOException {
        return place == bytes.length() || syntax.header(bytes, place) != null || TrailingTags.startsAt(bytes, place);
    }

    /** Where frames go on, or the end of the file. */
    private long resumed(long from) throws IOException {
        for (long place = from; place < bytes.length(); place++) {
            if (bytes.unsigned(place) == 0xFF && isCertain(place)) {
                return place;
            }
            if (TrailingTags.lengthAt(bytes, place) > 0 && isEndOfAudio(place)) {
                return bytes.length();
            }
        }
        return bytes.length();
    }

    private boolean isCertain(long place) throws IOException {
        long frame = place;
        int first = -1;
        for (int i = 0; i < CERTAIN; i++) {
            FrameHeader found = syntax.header(bytes, frame);
            if (found == null || i > 0 && found.kind() != first) {
                return i > 0 && isEndOfAudio(frame);
            }
            first = found.kind();
            frame += found.size();
        }
        return frame <= bytes.length();
    }

    private boolean isEndOfAudio(long place) throws IOException {
        if (place > bytes.length()) {
            return false;
        }
        long end = place;
        for (int tags = 0; tags < MOST_TAGS && end < bytes.length(); tags++) {
            long tag = TrailingTags.lengthAt(bytes, end);
            if (tag == 0) {
                return false;
            }
            end += tag;
        }
        return end >= bytes.length();
    }

    /** How many bytes the last frame of the file lacks; 0 if it is whole. */
    long lacking() {
        return lacking;
    }

    /** How long the frame says that it is whose header the damage begins with; 0 if it begins with none. */
    int brokenSize() {
        return brokenSize;
    }

    /** Where what has been found begins. */
    long at() {
        return at;
    }

    /** How many bytes it has. */
    long size() {
        return size;
    }

    /** The header of the frame that has been found. */
    FrameHeader header() {
        return header;
    }
}
