// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Makes WAVE files of kinds that no encoder of ours writes. Valid bits stand at the top of the container. */
final class WaveFile {

    private static final byte[] SUBFORMAT = HexFormat.of().parseHex("000000001000800000aa00389b71");

    private final int container;
    private final int valid;
    private boolean extensible;
    private long declared = -1;
    private String magic = "RIFF";
    private byte[] before = {};
    private byte[] behind = {};

    WaveFile(int container, int valid) {
        this.container = container;
        this.valid = valid;
    }

    /** With the header that has a field for valid bits. */
    WaveFile extensible() {
        extensible = true;
        return this;
    }

    /** With another length of the data than there is. */
    WaveFile declaring(long bytes) {
        declared = bytes;
        return this;
    }

    /** Big-endian. */
    WaveFile bigEndian() {
        magic = "RIFX";
        return this;
    }

    /** With chunks between the format and the data. */
    WaveFile before(byte[] chunks) {
        before = chunks;
        return this;
    }

    /** With whatever behind the data. */
    WaveFile behind(byte[] bytes) {
        behind = bytes;
        return this;
    }

    Path write(Path file, float[][] channels) throws IOException {
        ByteOrder order = magic.equals("RIFX") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        byte[] data = data(channels, order);
        byte[] format = format(channels.length, order);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(magic.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(number(4 + 8 + format.length + before.length + 8 + data.length + behind.length, order));
        out.writeBytes("WAVE".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(chunk("fmt ", format, order));
        out.writeBytes(before);
        out.writeBytes("data".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(number(declared < 0 ? data.length : declared, order));
        out.writeBytes(data);
        out.writeBytes(behind);
        return Files.write(file, out.toByteArray());
    }

    private byte[] format(int channels, ByteOrder order) {
        int frame = channels * container / 8;
        ByteBuffer format =
                ByteBuffer.allocate(extensible ? 40 : 16).order(order).putShort((short) (extensible ? 0xFFFE : 1));
        format.putShort((short) channels).putInt(44100).putInt(44100 * frame).putShort((short) frame);
        format.putShort((short) (extensible ? container : valid));
        if (extensible) {
            format.putShort((short) 22).putShort((short) valid).putInt(0).putShort((short) 1);
            format.put(SUBFORMAT);
        }
        return format.array();
    }

    private byte[] data(float[][] channels, ByteOrder order) {
        int bytes = container / 8;
        byte[] data = new byte[channels[0].length * channels.length * bytes];
        int at = 0;
        for (int n = 0; n < channels[0].length; n++) {
            for (float[] channel : channels) {
                long top = Math.round((double) channel[n] * (1L << valid - 1)) << Long.SIZE - valid;
                for (int b = 0; b < bytes; b++) {
                    int place = order == ByteOrder.LITTLE_ENDIAN ? bytes - 1 - b : b;
                    data[at + place] = (byte) (top >> Long.SIZE - Byte.SIZE * (b + 1));
                }
                if (container == 8) {
                    data[at] += (byte) 128;
                }
                at += bytes;
            }
        }
        return data;
    }

    /** A chunk, with a byte behind it if its length is odd. */
    static byte[] chunk(String tag, byte[] content, ByteOrder order) {
        return chunk(tag, content, order, content.length % 2);
    }

    /** A chunk as a program writes it that forgets the byte behind an odd one. */
    static byte[] chunkWithoutPadding(String tag, byte[] content) {
        return chunk(tag, content, ByteOrder.LITTLE_ENDIAN, 0);
    }

    private static byte[] chunk(String tag, byte[] content, ByteOrder order, int padding) {
        ByteBuffer chunk = ByteBuffer.allocate(8 + content.length + padding);
        chunk.put(tag.getBytes(StandardCharsets.US_ASCII))
                .put(number(content.length, order))
                .put(content);
        return chunk.array();
    }

    private static byte[] number(long value, ByteOrder order) {
        return ByteBuffer.allocate(4).order(order).putInt((int) value).array();
    }
}
