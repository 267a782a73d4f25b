// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.mir4j.core.error.ModelException;

/** The bytes of pickles, which are not taken to be as many as they claim. */
final class PickleInput {

    /** No module or class has a longer name. */
    private static final int LONGEST_LINE = 1000;

    private final InputStream stream;
    private final long length;
    private long position;

    /**
     * @param stream whose bytes come one after the other
     * @param length how many there are
     */
    PickleInput(InputStream stream, long length) {
        this.stream = new BufferedInputStream(stream);
        this.length = length;
    }

    /** How many bytes have been read. */
    long position() {
        return position;
    }

    /** How many bytes are left. */
    long remaining() {
        return length - position;
    }

    /** The next byte, 0 to 255. */
    int next() throws IOException {
        int value = stream.read();
        if (value < 0) {
            throw cutOff();
        }
        position++;
        return value;
    }

    /** The next two bytes, 0 to 65535. */
    int next16() throws IOException {
        return next() | next() << Byte.SIZE;
    }

    /** The next four bytes. */
    int next32() throws IOException {
        return next16() | next16() << Short.SIZE;
    }

    /** The next eight bytes. */
    long next64() throws IOException {
        return ByteBuffer.wrap(take(Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** The next bytes, if there are so many. */
    byte[] take(long count) throws IOException {
        if (count < 0 || count > remaining() || count > Checkpoint.MOST_BYTES) {
            throw cutOff();
        }
        byte[] taken = stream.readNBytes((int) count);
        position += taken.length;
        if (taken.length < count) {
            throw cutOff();
        }
        return taken;
    }

    /** The next line, without its end. */
    String line() throws IOException {
        byte[] text = new byte[LONGEST_LINE];
        for (int count = 0; count < LONGEST_LINE; count++) {
            text[count] = (byte) next();
            if (text[count] == '\n') {
                return new String(text, 0, count, StandardCharsets.UTF_8);
            }
        }
        throw new ModelException("the pickle names something in more than " + LONGEST_LINE + " letters");
    }

    private static ModelException cutOff() {
        return new ModelException("the pickle is cut off");
    }
}
