// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * What the first frame of an MP3 says in the place of sound: how many frames follow, and how many samples the encoder has
 * put before and behind.
 *
 * <p>Sources: "Mp3 Info Tag revision 1", LAME project; Fraunhofer's VBRI as FFmpeg reads it.
 *
 * @param frames that follow, or -1 if it does not say
 * @param before samples of the encoder and the decoder before the first one
 * @param behind samples behind the last one
 */
record GaplessInfo(long frames, int before, int behind) {

    /** A stream that says nothing of itself. */
    static final GaplessInfo NONE = new GaplessInfo(-1, 0, 0);

    /** Samples that every decoder is late by. */
    private static final int DECODER_DELAY = 529;

    /** Those that say how much they have put before and behind. */
    private static final Set<String> TELLING = Set.of("LAME", "Lavf", "Lavc");

    private static final int HEADER = 4;
    private static final int CHECKSUM = 2;
    private static final int VBRI_AT = 36;
    private static final int VBRI_FRAMES_AT = 14;
    private static final int PADDING_AT = 21; // from the encoder's name
    private static final int[] FIELD_SIZES = {4, 4, 100, 4}; // frames, bytes, table, quality

    /** What a frame says, or null if it is one of sound. */
    static GaplessInfo of(FileBytes bytes, long at, int size) throws IOException {
        if (size >= VBRI_AT + VBRI_FRAMES_AT + Integer.BYTES && bytes.has("VBRI", at + VBRI_AT)) {
            return new GaplessInfo(number(bytes, at + VBRI_AT + VBRI_FRAMES_AT), 0, 0);
        }
        int second = bytes.unsigned(at + 1);
        boolean mono = bytes.unsigned(at + 3) >> 6 == 3;
        int side = (second >> 3 & 3) == 3 ? mono ? 17 : 32 : mono ? 9 : 17;
        long tag = at + HEADER + side;
        for (long place : new long[] {tag, tag + CHECKSUM}) {
            if (place + 2 * HEADER <= at + size && (bytes.has("Xing", place) || bytes.has("Info", place))) {
                return xing(bytes, place, at + size);
            }
        }
        return null;
    }

    private static GaplessInfo xing(FileBytes bytes, long tag, long end) throws IOException {
        long flags = number(bytes, tag + HEADER);
        long place = tag + 2 * HEADER;
        long frames = -1;
        for (int field = 0; field < FIELD_SIZES.length; field++) {
            if ((flags >> field & 1) == 1) {
                frames = field == 0 && place + Integer.BYTES <= end ? number(bytes, place) : frames;
                place += FIELD_SIZES[field];
            }
        }
        if (place + PADDING_AT + 3 > end
                || !TELLING.contains(new String(bytes.at(place, 4), StandardCharsets.ISO_8859_1))) {
            return new GaplessInfo(frames, 0, 0);
        }
        int told = (int) (number(bytes, place + PADDING_AT) >> 8); // two numbers of 12 bits
        int before = told >> 12;
        int behind = told & 0xFFF;
        return new GaplessInfo(frames, before + DECODER_DELAY, Math.max(0, behind - DECODER_DELAY));
    }

    private static long number(FileBytes bytes, long at) throws IOException {
        return Integer.toUnsignedLong(
                ByteBuffer.wrap(bytes.at(at, Integer.BYTES)).getInt());
    }
}
