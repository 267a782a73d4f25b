// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The pages of Ogg files, whose checksums would hide from a decoder whatever is changed in them.
 *
 * <p>Source: RFC 3533.
 */
final class OggPages {

    private static final int HEADER = 27;
    private static final int CHECKSUM_AT = 22;
    private static final int POLYNOMIAL = 0x04c11db7;

    private OggPages() {}

    /** Makes the checksums of all pages fit what is in them; leaves files of other kinds as they are. */
    static void mendChecksums(byte[] file) {
        int at = 0;
        while (at + HEADER <= file.length) {
            int size = size(file, at);
            if (size > 0) {
                ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at + CHECKSUM_AT, checksum(file, at, size));
            }
            at += Math.max(1, size);
        }
    }

    /** How long the page is that begins at a place; 0 if no whole one does. */
    private static int size(byte[] file, int at) {
        if (file[at] != 'O' || file[at + 1] != 'g' || file[at + 2] != 'g' || file[at + 3] != 'S') {
            return 0;
        }
        int segments = Byte.toUnsignedInt(file[at + HEADER - 1]);
        int size = HEADER + segments;
        for (int i = 0; i < segments && at + HEADER + i < file.length; i++) {
            size += Byte.toUnsignedInt(file[at + HEADER + i]);
        }
        return at + size <= file.length ? size : 0;
    }

    private static int checksum(byte[] file, int from, int size) {
        int checksum = 0;
        for (int i = 0; i < size; i++) {
            boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + Integer.BYTES;
            checksum ^= (own ? 0 : Byte.toUnsignedInt(file[from + i])) << 24;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                checksum = checksum << 1 ^ (checksum < 0 ? POLYNOMIAL : 0);
            }
        }
        return checksum;
    }
}
