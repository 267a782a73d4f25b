// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.util.Arrays;
import java.util.Random;

/**
 * What may become of a file: a few changes by chance, the same for the same number. Those of odd numbers keep the file's
 * length, and the checksums of Ogg pages are made to fit, so that what is wrong reaches the decoder.
 */
final class Mutation {

    private static final int MOST_CHANGES = 8;
    private static final int HEADERS = 256;
    private static final int MOST_MOVED = 400;
    private static final int[] NUMBERS = {0, 1, -1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0x7fffffff, 0x80000000, 0x7ffff000
    };

    private final Random random;
    private byte[] bytes;

    private Mutation(byte[] bytes, long number) {
        this.bytes = bytes.clone();
        random = new Random(number);
    }

    /** The file after the changes that a number stands for. */
    static byte[] of(byte[] file, long number) {
        Mutation mutation = new Mutation(file, number);
        int changes = 1 + mutation.random.nextInt(MOST_CHANGES);
        boolean sameLength = number % 2 != 0;
        for (int i = 0; i < changes; i++) {
            mutation.change(sameLength);
        }
        if (sameLength) {
            OggPages.mendChecksums(mutation.bytes);
        }
        return mutation.bytes;
    }

    private void change(boolean sameLength) {
        int at = place();
        switch (random.nextInt(sameLength ? 4 : 8)) {
            case 0 -> xor(at, 1 << random.nextInt(8));
            case 1 -> xor(at, 1 + random.nextInt(255));
            case 2 -> number(at, true);
            case 3 -> number(at, false);
            case 4 -> replace(at, random.nextInt(MOST_MOVED), new byte[0]);
            case 5 -> replace(at, 0, piece());
            case 6 -> replace(at, random.nextInt(MOST_MOVED), noise());
            default -> bytes = Arrays.copyOf(bytes, random.nextInt(4) > 0 ? bytes.length : at + 1);
        }
    }

    /** Anywhere, but half of all places are in the headers. */
    private int place() {
        int most = random.nextBoolean() ? Math.min(HEADERS, bytes.length) : bytes.length;
        return random.nextInt(Math.max(1, most));
    }

    private void xor(int at, int bits) {
        if (at < bytes.length) {
            bytes[at] ^= (byte) bits;
        }
    }

    private void number(int at, boolean bigEndian) {
        int value = NUMBERS[random.nextInt(NUMBERS.length)];
        int size = 1 << random.nextInt(3);
        for (int i = 0; i < size && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >> 8 * (bigEndian ? size - 1 - i : i));
        }
    }

    private byte[] piece() {
        int from = place();
        return Arrays.copyOfRange(bytes, Math.min(from, bytes.length), Math.min(bytes.length, from + MOST_MOVED));
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(MOST_MOVED)];
        random.nextBytes(noise);
        return noise;
    }

    private void replace(int at, int count, byte[] by) {
        int from = Math.min(at, bytes.length);
        int to = Math.min(bytes.length, from + count);
        byte[] changed = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, changed, 0, from);
        System.arraycopy(by, 0, changed, from, by.length);
        System.arraycopy(bytes, to, changed, from + by.length, bytes.length - to);
        bytes = changed;
    }
}
