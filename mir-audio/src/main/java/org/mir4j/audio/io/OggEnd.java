// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.mir4j.core.error.AudioException;

/**
 * Looks whether an Ogg file ends with a whole page, which FFmpeg does not: it leaves out a last page that is cut off.
 *
 * <p>Source: Pfeiffer, "The Ogg encapsulation format", RFC 3533, section 6.
 */
final class OggEnd {

    private static final String CAPTURE = "OggS";
    private static final int HEADER = 27;
    private static final int SEGMENTS_AT = 26;
    private static final int LARGEST_PAGE = HEADER + 255 + 255 * 255;

    private OggEnd() {}

    /**
     * @param file any file; one that is no Ogg passes
     * @throws AudioException if its last page is not whole
     */
    static void check(Path file) {
        try (FileBytes bytes = new FileBytes(file)) {
            long length = bytes.length();
            if (length < HEADER || !isCapture(bytes.at(0, CAPTURE.length()), 0)) {
                return;
            }
            int tail = (int) Math.min(length, LARGEST_PAGE);
            byte[] end = bytes.at(length - tail, tail);
            long missing = missing(end);
            if (missing > 0) {
                throw new AudioException(
                        file + " is cut off: its last page lacks " + missing + " bytes; get the whole file.");
            }
        } catch (IOException e) {
            throw new AudioException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** How many bytes the last page that begins in the end of a file says it has, and has not. */
    private static long missing(byte[] end) {
        int page = end.length - CAPTURE.length();
        while (page >= 0 && !(isCapture(end, page) && (page + 4 >= end.length || end[page + 4] == 0))) {
            page--;
        }
        if (page < 0) {
            return 0; // something else stands behind the last page
        }
        int there = end.length - page;
        if (there <= SEGMENTS_AT) {
            return HEADER - there;
        }
        int segments = Byte.toUnsignedInt(end[page + SEGMENTS_AT]);
        int declared = HEADER + segments;
        for (int i = 0; i < segments && HEADER + i < there; i++) {
            declared += Byte.toUnsignedInt(end[page + HEADER + i]);
        }
        return declared - there;
    }

    private static boolean isCapture(byte[] bytes, int at) {
        return new String(bytes, at, CAPTURE.length(), StandardCharsets.ISO_8859_1).equals(CAPTURE);
    }
}
