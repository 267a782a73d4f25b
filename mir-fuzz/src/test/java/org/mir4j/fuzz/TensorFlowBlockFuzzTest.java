// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.checkpoint.Checkpoint;

/** The entries in the index of a TensorFlow checkpoint, whose checksums would keep a fuzzer away from them. */
@Tag("fuzz")
class TensorFlowBlockFuzzTest {

    private static final HostileFile FILE = HostileFile.ending(".index");
    private static final long MAGIC = 0xdb4775248b80fb57L;
    private static final int FOOTER = 48;
    private static final int MASK = 0xa282ead8;
    private static final int TWO_BYTES = 1 << 14;

    static Stream<byte[]> seeds() {
        return TensorFlowFuzzTest.seeds().map(TensorFlowBlockFuzzTest::firstBlock);
    }

    @MethodSource("seeds")
    @FuzzTest
    void theEntriesOfAnIndexAreReadOrRefused(byte[] bytes) {
        TensorFlowFuzzTest.putNumbersBeside(FILE);
        FILE.read(table(Arrays.copyOf(bytes, Math.min(bytes.length, TWO_BYTES - 1))), Checkpoint::read);
    }

    /** The small files have one block of entries, and an empty one of filters after it. */
    private static byte[] firstBlock(byte[] table) {
        ByteBuffer footer = ByteBuffer.wrap(table, table.length - FOOTER, FOOTER);
        return Arrays.copyOf(table, (int) varint(footer) - 5);
    }

    private static long varint(ByteBuffer bytes) {
        long number = 0;
        int shift = 0;
        for (byte next = -1; next < 0; shift += 7) {
            next = bytes.get();
            number |= (next & 0x7FL) << shift;
        }
        return number;
    }

    private static byte[] table(byte[] entries) {
        ByteBuffer table = ByteBuffer.allocate(entries.length + 200).order(ByteOrder.LITTLE_ENDIAN);
        table.put(entries);
        putTrailer(table, 0);
        int index = table.position();
        byte[] handle = {0, (byte) (entries.length & 0x7F | 0x80), (byte) (entries.length >> 7)};
        table.put(new byte[] {0, 1, (byte) handle.length, 'z'})
                .put(handle)
                .putInt(0)
                .putInt(1);
        int size = table.position() - index;
        putTrailer(table, index);
        int footer = table.position();
        table.put(new byte[] {0, 0}); // no filters
        table.put(new byte[] {(byte) (index & 0x7F | 0x80), (byte) (index >> 7 & 0x7F | 0x80), (byte) (index >> 14)});
        table.put((byte) size);
        table.position(footer + FOOTER - Long.BYTES).putLong(MAGIC);
        return Arrays.copyOf(table.array(), table.position());
    }

    private static void putTrailer(ByteBuffer table, int from) {
        table.put((byte) 0);
        CRC32C checksum = new CRC32C();
        checksum.update(table.array(), from, table.position() - from);
        table.putInt(Integer.rotateRight((int) checksum.getValue(), 15) + MASK);
    }
}
