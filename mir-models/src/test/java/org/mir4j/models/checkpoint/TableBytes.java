// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes indexes of TensorFlow checkpoints, with checksums that are right whatever else is wrong. */
final class TableBytes {

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private final ByteArrayOutputStream index = new ByteArrayOutputStream();

    /** A table that begins as the index of so many files of numbers. */
    static TableBytes index(int shards) {
        return new TableBytes().entry("", new Message().number(1, shards));
    }

    TableBytes entry(String key, Message value) {
        return raw(0, key.getBytes(StandardCharsets.UTF_8), value.bytes());
    }

    /** An entry whose key begins like the one before. */
    TableBytes raw(int shared, byte[] key, byte[] value) {
        put(block, shared, key.length, value.length, key, value);
        return this;
    }

    private static void put(ByteArrayOutputStream to, int shared, int own, int length, byte[] key, byte[] value) {
        to.writeBytes(varint(shared));
        to.writeBytes(varint(own));
        to.writeBytes(varint(length));
        to.writeBytes(key);
        to.writeBytes(value);
    }

    /** Any bytes among the entries. */
    TableBytes bytes(byte[] any) {
        block.writeBytes(any);
        return this;
    }

    /** Ends a block and begins another. */
    TableBytes endBlock(int compression) {
        byte[] handle = end(block, compression);
        put(index, 0, 1, handle.length, new byte[] {'z'}, handle);
        block.reset();
        return this;
    }

    /** Names a block that need not be there. */
    TableBytes handle(long offset, long size) {
        byte[] handle = join(varint(offset), varint(size));
        put(index, 0, 1, handle.length, new byte[] {'z'}, handle);
        return this;
    }

    byte[] end() {
        if (block.size() > 0) {
            endBlock(0);
        }
        byte[] filters = end(new ByteArrayOutputStream(), 0);
        byte[] handles = join(filters, end(index, 0));
        ByteBuffer footer = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        footer.put(handles).putLong(40, SortedTable.MAGIC);
        file.writeBytes(footer.array());
        return file.toByteArray();
    }

    /** Writes a block with one restart, and gives where it lies. */
    private byte[] end(ByteArrayOutputStream entries, int compression) {
        ByteBuffer content = ByteBuffer.allocate(entries.size() + 9).order(ByteOrder.LITTLE_ENDIAN);
        content.put(entries.toByteArray()).putInt(0).putInt(1).put((byte) compression);
        byte[] handle = join(varint(file.size()), varint(content.capacity() - 1));
        file.writeBytes(content.array());
        int checksum = SortedTable.checksum(content.flip());
        file.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(checksum)
                .array());
        return handle;
    }

    private static byte[] join(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    static byte[] varint(long number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rest = number;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
            bytes.write((int) (rest & 0x7F | 0x80));
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }

    /** A message of protocol buffers. */
    static final class Message {

        private final ByteArrayOutputStream fields = new ByteArrayOutputStream();

        /** What the index says of a tensor of 32-bit floating point. */
        static Message tensor(long from, long length, int checksum, long... shape) {
            Message sizes = new Message();
            for (long size : shape) {
                sizes.message(2, new Message().number(1, size));
            }
            return new Message()
                    .number(1, 1)
                    .message(2, sizes)
                    .number(4, from)
                    .number(5, length)
                    .fixed(6, checksum);
        }

        Message number(int field, long value) {
            fields.writeBytes(varint(field << 3));
            fields.writeBytes(varint(value));
            return this;
        }

        Message fixed(int field, int value) {
            fields.writeBytes(varint(field << 3 | 5));
            fields.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
            return this;
        }

        Message message(int field, Message value) {
            fields.writeBytes(varint(field << 3 | 2));
            fields.writeBytes(varint(value.bytes().length));
            fields.writeBytes(value.bytes());
            return this;
        }

        byte[] bytes() {
            return fields.toByteArray();
        }
    }
}
