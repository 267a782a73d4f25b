// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import org.mir4j.core.error.ModelException;

/**
 * Reads a table of keys and values as LevelDB and TensorFlow write it: blocks of entries, each with its checksum; an
 * index of the blocks, which is a block itself; a footer that says where the index lies.
 *
 * <p>Source: the description of the table format in the LevelDB project.
 */
final class SortedTable {

    /** The last bytes of every table. */
    static final long MAGIC = 0xdb4775248b80fb57L;

    private static final int FOOTER = 48;
    private static final int TRAILER = 5; // how the block is compressed, and its checksum
    private static final int MASK = 0xa282ead8;

    private final ByteBuffer bytes;
    private final Budget budget = new Budget(Budget.NAMES);
    private int end; // of the last block that was read
    private byte[] key = {};
    private boolean begun;

    private SortedTable(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Whether some bytes end as those of a table do. */
    static boolean isTable(ByteBuffer tail) {
        return tail.limit() >= Long.BYTES
                && tail.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(tail.limit() - Long.BYTES) == MAGIC;
    }

    /**
     * Reads all entries.
     *
     * @param content of the whole file
     * @param entries takes keys, which ascend, and values, which are little-endian
     * @throws ModelException if the table is damaged, or not one
     */
    static void read(byte[] content, BiConsumer<byte[], ByteBuffer> entries) {
        new SortedTable(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN)).read(entries);
    }

    private void read(BiConsumer<byte[], ByteBuffer> entries) {
        if (bytes.limit() < FOOTER || !isTable(bytes)) {
            throw new ModelException("it does not end as the index of a TensorFlow checkpoint does: it is cut off, or"
                    + " something else; it has " + bytes.limit() + " bytes");
        }
        ByteBuffer footer = part(bytes.limit() - FOOTER, FOOTER);
        varint(footer); // where the index of filters begins, which there are none of
        varint(footer);
        ByteBuffer index = block(footer, bytes.limit() - FOOTER);
        int blocksEnd = end - index.limit() - TRAILER;
        end = 0;
        walk(
                index,
                (last, handle) -> walk(block(handle, blocksEnd), (name, value) -> {
                    if (begun && Arrays.compareUnsigned(key, name) >= 0) {
                        throw new ModelException("the keys of its index are not in order");
                    }
                    begun = true;
                    key = name;
                    entries.accept(name, value);
                }));
    }

    /** The block that a handle names, which lies after the last one and before an end. */
    private ByteBuffer block(ByteBuffer handle, int before) {
        long offset = varint(handle);
        long size = varint(handle);
        if (offset < end || size < 0 || offset > before || size > before - offset - TRAILER) {
            throw new ModelException("a block of its index would have " + size + " bytes from byte " + offset
                    + " on, and there is room from byte " + end + " to " + before);
        }
        int length = (int) size;
        ByteBuffer checked = part((int) offset, length + TRAILER);
        end = (int) offset + length + TRAILER;
        if (checked.get(length) != 0) {
            throw new ModelException("its index is compressed (by method " + checked.get(length)
                    + "), which TensorFlow's own training does not do; save it with tf.train.Saver");
        }
        requireChecksum("a block of its index", checksum(checked.slice(0, length + 1)), checked.getInt(length + 1));
        return part((int) offset, length);
    }

    private ByteBuffer part(int from, int length) {
        return bytes.slice(from, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The entries of a block, whose keys begin with a part of the key before. */
    private void walk(ByteBuffer block, BiConsumer<byte[], ByteBuffer> entries) {
        long restarts = block.limit() < Integer.BYTES
                ? -1
                : Integer.toUnsignedLong(block.getInt(block.limit() - Integer.BYTES));
        long limit = block.limit() - Integer.BYTES * (restarts + 1);
        if (restarts < 0 || limit < 0) {
            throw new ModelException("a block of its index has " + block.limit() + " bytes, too few for what it says");
        }
        block.limit((int) limit);
        byte[] name = {};
        while (block.hasRemaining()) {
            long shared = varint(block);
            long own = varint(block);
            long length = varint(block);
            if (shared < 0
                    || shared > name.length
                    || own < 0
                    || own > block.remaining()
                    || length < 0
                    || length > block.remaining() - own) {
                throw new ModelException("an entry of its index has a key of " + shared + " and " + own
                        + " bytes and a value of " + length + ", and there are " + block.remaining() + " bytes");
            }
            budget.take(shared + own + Budget.OBJECT);
            byte[] next = Arrays.copyOf(name, (int) (shared + own));
            block.get(next, (int) shared, (int) own);
            name = next;
            ByteBuffer value = block.slice(block.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
            block.position(block.position() + (int) length);
            entries.accept(name, value);
        }
    }

    /**
     * A whole number of seven bits a byte, the lowest first; all others have the highest bit set.
     *
     * @param bytes from whose position it is read
     * @return the number, whose highest bit may be that of a sign
     * @throws ModelException if it has no end
     */
    static long varint(ByteBuffer bytes) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE && bytes.hasRemaining(); shift += 7) {
            byte next = bytes.get();
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new ModelException("a number of its index has no end");
    }

    /** The checksum of bytes as tables keep it, masked: one of bytes that have a checksum among them is worth less. */
    static int checksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.duplicate());
        return masked((int) checksum.getValue());
    }

    private static int masked(int checksum) {
        return Integer.rotateRight(checksum, 15) + MASK;
    }

    static void requireChecksum(String what, int found, int expected) {
        if (found != expected) {
            throw new ModelException(what + " is damaged: its checksum is " + Integer.toHexString(found) + ", expected "
                    + Integer.toHexString(expected));
        }
    }
}
