// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.nio.ByteBuffer;

/**
 * Brings float samples to the numbers that an encoder takes, and counts those that have no such number.
 *
 * <p>Integers of b bits are {@code round(x * 2^(b-1))}, ties to even, as {@link AudioReader} reads them back: the
 * largest sample is {@code 1 - 2^(1-b)}. What is beyond becomes the number next to it.
 */
final class SampleCoding {

    private static final int BITS_OF_INT = 32;

    private final AudioFormat format;
    private long clipped;

    SampleCoding(AudioFormat format) {
        this.format = format;
    }

    /** Puts one sample, a number, where the next one is to go. */
    void put(ByteBuffer data, float sample) {
        switch (format) {
            case WAV_16, FLAC_16 -> data.putShort((short) rounded(sample, 16));
            case WAV_24, FLAC_24 ->
                data.putInt(rounded(sample, 24) << BITS_OF_INT - 24); // the encoder takes the upper bits
            case WAV_32F -> data.putFloat(sample);
            case MP3 -> {
                // nothing is lost in the file, but whoever plays it cuts off what is beyond
                clipped += Math.abs(sample) > 1 ? 1 : 0;
                data.putFloat(sample);
            }
            default -> throw new IllegalStateException(format + " has no coding");
        }
    }

    private int rounded(float sample, int bits) {
        double most = 1L << bits - 1;
        double nearest = Math.rint(sample * most);
        if (nearest >= -most && nearest < most) {
            return (int) nearest;
        }
        clipped++;
        return (int) Math.max(-most, Math.min(most - 1, nearest));
    }

    /** How many samples were beyond the numbers of the format. */
    long clipped() {
        return clipped;
    }
}
