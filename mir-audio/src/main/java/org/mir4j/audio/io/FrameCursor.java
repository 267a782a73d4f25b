// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;
import org.mir4j.audio.io.FrameSyntax.FrameHeader;

/** Goes from frame to frame and says what stands before each: damage, or the beginning of another recording. */
final class FrameCursor {

    private final FileBytes bytes;
    private final FrameSyntax syntax;
    private final FrameScanner scanner;
    private int kind; // of the frame before
    private boolean begun;
    private boolean begins;
    private GaplessInfo info;
    private long damaged;
    private long brokenAt;
    private int brokenSize;

    FrameCursor(FileBytes bytes, FrameSyntax syntax) {
        this.bytes = bytes;
        this.syntax = syntax;
        scanner = new FrameScanner(bytes, syntax);
    }

    /** Goes on to the next frame, if there is one. */
    boolean next() throws IOException {
        damaged = 0;
        for (var found = scanner.next(); found != FrameScanner.Found.END; found = scanner.next()) {
            if (found == FrameScanner.Found.FRAME) {
                boolean goesOn = begun && (isInfo() || kind == scanner.header().kind());
                info = syntax == FrameSyntax.MPEG ? GaplessInfo.of(bytes, scanner.at(), (int) scanner.size()) : null;
                begins = info != null || !goesOn;
                begun = true;
                kind = scanner.header().kind();
                return true;
            }
            if (damaged == 0) {
                brokenAt = scanner.at();
                brokenSize = scanner.brokenSize();
            }
            damaged += scanner.size();
        }
        return false;
    }

    /** Whether a recording begins with the frame. */
    boolean beginsPart() {
        return begins;
    }

    /** Whether the frame only tells of those that follow. */
    boolean isInfo() {
        return info != null;
    }

    /** What the recording that begins says of itself. */
    GaplessInfo info() {
        return info == null ? GaplessInfo.NONE : info;
    }

    /** How many bytes before the frame are none of frames; behind the last one, after it. */
    long damaged() {
        return damaged;
    }

    /** Where the damage before the frame begins. */
    long brokenAt() {
        return brokenAt;
    }

    /** How long the frame says that it is whose header the damage before the frame begins with; 0 if there is none. */
    int brokenSize() {
        return brokenSize;
    }

    /** How many bytes the last frame of the file lacks; 0 if it is whole. */
    long lacking() {
        return scanner.lacking();
    }

    FrameHeader header() {
        return scanner.header();
    }

    long at() {
        return scanner.at();
    }

    long size() {
        return scanner.size();
    }

    /**
     * Goes from frame to frame of a stream that is nothing but frames. What stands between them is a tag, or it is damage.
     *
     * <p>A frame in the middle that no other one follows is a part of the damage: its header is whole, its content hardly.
     */
    private static final class FrameScanner {

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
            return place == bytes.length()
                    || syntax.header(bytes, place) != null
                    || TrailingTags.startsAt(bytes, place);
        }

        /** Where frames continue, or the end of the file. */
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
}
