// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;

/**
 * Where the sound of an MP3 frame lies: it may begin in frames before, and what it leaves of its own the next one takes.
 * So a frame tells whether it directly followed another one when it was written.
 *
 * <p>Source: ISO/IEC 11172-3, sections 2.4.1.7 and 2.4.2.7; 13818-3 for the lower rates.
 *
 * @param begin how many bytes before its own its sound begins
 * @param left how many bytes before the end of the frame its sound ends
 */
record MainData(int begin, int left) {

    private static final int HEADER = 4;
    private static final int CHECKSUM = 2;
    private static final int LENGTH_BITS = 12;

    /** What a frame says; null if it is none of layer III, or too short. */
    static MainData of(FileBytes bytes, long at, int size) throws IOException {
        int second = bytes.unsigned(at + 1);
        boolean layer3 = (second >> 1 & 3) == 1;
        boolean full = (second >> 3 & 3) == 3; // MPEG-1, else half of its rates or less
        boolean mono = bytes.unsigned(at + 3) >> 6 == 3;
        int header = HEADER + ((second & 1) == 0 ? CHECKSUM : 0);
        int side = full ? mono ? 17 : 32 : mono ? 9 : 17;
        if (!layer3 || size < header + side || at + size > bytes.length()) {
            return null;
        }
        byte[] fields = bytes.at(at + header, side);
        int channels = mono ? 1 : 2;
        int begin = full ? bits(fields, 0, 9) : bits(fields, 0, 8);
        int first = full ? mono ? 18 : 20 : mono ? 9 : 10; // begin, private bits, and what granules share
        int each = full ? 59 : 63;
        int sound = 0;
        for (int granule = 0; granule < (full ? 2 : 1) * channels; granule++) {
            sound += bits(fields, first + granule * each, LENGTH_BITS);
        }
        int own = size - header - side;
        return new MainData(begin, begin + own - (sound + Byte.SIZE - 1) / Byte.SIZE);
    }

    private static int bits(byte[] fields, int from, int count) {
        int value = 0;
        for (int bit = from; bit < from + count; bit++) {
            value = value << 1 | fields[bit / Byte.SIZE] >> Byte.SIZE - 1 - bit % Byte.SIZE & 1;
        }
        return value;
    }

    /** Whether another frame's sound begins where that of this one ends. */
    boolean isFollowedBy(MainData next) {
        return next != null && left == next.begin;
    }
}
