// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Writes files in the legacy format of {@code torch.save} that claim whatever a test wants them to. */
final class LegacyFile {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final int PROTOCOL = 1001;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int start;

    /** The start of every such file; a pickle may follow. */
    LegacyFile() {
        begin().integer(MAGIC).end();
        begin().integer(BigInteger.valueOf(PROTOCOL)).end();
        begin().op('}').end();
        start = out.size();
    }

    /** The pickle that follows the start, as a zip would hold it. */
    byte[] content() {
        byte[] all = bytes();
        return Arrays.copyOfRange(all, start, all.length);
    }

    /** A file with one float storage, key {@code 0}, of which one tensor named {@code x} is a view. */
    static byte[] oneTensor(long claimed, long offset, List<Long> shape, List<Long> strides, float... numbers) {
        LegacyFile file = new LegacyFile().begin().op('}').text("x").view(claimed, offset, shape, strides);
        return file.op('s').end().storages("0", claimed, numbers).bytes();
    }

    LegacyFile begin() {
        return op(0x80).op(2);
    }

    LegacyFile end() {
        return op('.');
    }

    LegacyFile op(int code) {
        out.write(code);
        return this;
    }

    LegacyFile text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return op('X').raw(little(4).putInt(bytes.length)).raw(ByteBuffer.wrap(bytes));
    }

    LegacyFile global(String module, String name) {
        return op('c').raw(ByteBuffer.wrap((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    LegacyFile integer(long value) {
        return integer(BigInteger.valueOf(value));
    }

    LegacyFile integer(BigInteger value) {
        byte[] big = value.toByteArray();
        op(0x8a).op(big.length);
        for (int i = big.length - 1; i >= 0; i--) {
            op(big[i]);
        }
        return this;
    }

    LegacyFile tuple(List<Long> values) {
        op('(');
        values.forEach(this::integer);
        return op('t');
    }

    /** A tensor over the float storage with key {@code 0}. */
    LegacyFile view(long claimed, long offset, List<Long> shape, List<Long> strides) {
        return viewOf("0", claimed, offset, shape, strides);
    }

    /** A tensor over any float storage. */
    LegacyFile viewOf(String key, long claimed, long offset, List<Long> shape, List<Long> strides) {
        global("torch._utils", "_rebuild_tensor_v2").op('(');
        op('(').text("storage").global("torch", "FloatStorage").text(key).text("cpu");
        integer(claimed).op('N').op('t').op('Q');
        integer(offset).tuple(shape).tuple(strides).op(0x89).op('N');
        return op('t').op('R');
    }

    /** The list of one storage, its length and its numbers. */
    LegacyFile storages(String key, long length, float... numbers) {
        begin().op(']').text(key).op('a').end();
        ByteBuffer bytes = little(8 + 4 * numbers.length).putLong(length);
        for (float number : numbers) {
            bytes.putFloat(number);
        }
        return raw(bytes);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** An op code as often as is said. */
    LegacyFile repeated(int code, int times) {
        for (int i = 0; i < times; i++) {
            op(code);
        }
        return this;
    }

    /** An op code and four bytes. */
    LegacyFile op32(int code, int argument) {
        return op(code).raw(little(4).putInt(argument));
    }

    /** An op code and eight bytes. */
    LegacyFile op64(int code, long argument) {
        return op(code).raw(little(8).putLong(argument));
    }

    LegacyFile raw(ByteBuffer bytes) {
        out.writeBytes(bytes.array());
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }
}
