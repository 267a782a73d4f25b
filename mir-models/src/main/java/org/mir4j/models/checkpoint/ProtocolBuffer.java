// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.mir4j.core.error.ModelException;

/**
 * Reads the fields of a message of protocol buffers, one after the other.
 *
 * <p>Source: the description of the encoding in the Protocol Buffers project.
 */
final class ProtocolBuffer {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final String what;
    private final ByteBuffer message;
    private int type;
    private long number; // of the field that was read
    private ByteBuffer bytes;

    /**
     * @param what the message is, for refusals
     * @param message its bytes
     */
    ProtocolBuffer(String what, ByteBuffer message) {
        this.what = what;
        this.message = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Goes to the next field.
     *
     * @return its number; 0 after the last one
     */
    int next() {
        if (!message.hasRemaining()) {
            return 0;
        }
        long tag = SortedTable.varint(message);
        type = (int) (tag & 7);
        switch (type) {
            case VARINT -> number = SortedTable.varint(message);
            case FIXED_32 -> number = take(Integer.BYTES).getInt();
            case FIXED_64 -> number = take(Long.BYTES).getLong();
            case BYTES -> bytes = take(SortedTable.varint(message));
            default -> throw malformed("a field of the type " + type);
        }
        long field = tag >>> 3;
        if (field < 1 || field > Integer.MAX_VALUE) {
            throw malformed("a field of the number " + field);
        }
        return (int) field;
    }

    private ByteBuffer take(long count) {
        if (count < 0 || count > message.remaining()) {
            throw malformed("a field of " + count + " bytes where " + message.remaining() + " are left");
        }
        ByteBuffer part = message.slice(message.position(), (int) count).order(ByteOrder.LITTLE_ENDIAN);
        message.position(message.position() + (int) count);
        return part;
    }

    /** The whole number in the field. */
    long number() {
        require(VARINT);
        return number;
    }

    /** The 32 bits in the field. */
    int fixed32() {
        require(FIXED_32);
        return (int) number;
    }

    /** The message in the field. */
    ProtocolBuffer message() {
        require(BYTES);
        return new ProtocolBuffer(what, bytes);
    }

    private void require(int expected) {
        if (type != expected) {
            throw malformed("a field of the type " + type + ", expected " + expected);
        }
    }

    private ModelException malformed(String found) {
        return new ModelException(what + " is malformed: it has " + found);
    }
}
