// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;

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
}
