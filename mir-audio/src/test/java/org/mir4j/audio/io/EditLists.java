// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Edit lists of MP4 files: which stretches of the sound are heard, and when.
 *
 * <p>Source: ISO/IEC 14496-12, section 8.6.6.
 */
final class EditLists {

    private static final int EMPTY = -1;
    private static final int TIMESCALE_AT = 16; // from the name of the movie's header
    private static final int ENTRY = 12;

    private EditLists() {}

    /**
     * Gives a file whose moov stands behind its sound another edit list.
     *
     * @param edits pairs of seconds (as long) and samples (from where; negative for silence)
     */
    static byte[] with(byte[] file, double[]... edits) {
        int movie = find(file, "mvhd");
        int scale = ByteBuffer.wrap(file).getInt(movie + TIMESCALE_AT);
        int list = find(file, "elst");
        int old = ByteBuffer.wrap(file).getInt(list - 4);
        ByteBuffer box = ByteBuffer.allocate(16 + ENTRY * edits.length);
        box.putInt(box.capacity())
                .put("elst".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putInt(edits.length);
        for (double[] edit : edits) {
            box.putInt((int) Math.round(edit[0] * scale)).putInt(edit[1] < 0 ? EMPTY : (int) edit[1]);
            box.putInt(1 << 16); // at its own speed
        }
        byte[] changed = Tags.joined(
                Arrays.copyOf(file, list - 4), box.array(), Arrays.copyOfRange(file, list - 4 + old, file.length));
        ByteBuffer bytes = ByteBuffer.wrap(changed);
        for (String around : new String[] {"edts", "trak", "moov"}) {
            int at = find(changed, around) - 4;
            bytes.putInt(at, bytes.getInt(at) + box.capacity() - old);
        }
        return changed;
    }

    private static int find(byte[] file, String name) {
        return new String(file, StandardCharsets.ISO_8859_1).lastIndexOf(name);
    }
}
