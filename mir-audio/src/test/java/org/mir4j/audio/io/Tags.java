// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tags as programs put them before and behind audio, and what else stands there. */
enum Tags {
    ID3V1,
    ID3V1_EXTENDED,
    APE_WITHOUT_HEADER,
    APE,
    APE_AND_ID3V1,
    LYRICS,
    ID3V2,
    ID3V2_WITH_FOOTER,
    ZEROS;

    private static final int APE_ITEM = 11;

    byte[] bytes() {
        return switch (this) {
            case ID3V1 -> Arrays.copyOf(ascii("TAGa title"), 128);
            case ID3V1_EXTENDED -> joined(Arrays.copyOf(ascii("TAG+a longer title"), 227), ID3V1.bytes());
            case APE_WITHOUT_HEADER -> joined(apeItem(), ape(0));
            case APE -> joined(ape(0xA0000000), apeItem(), ape(0x80000000));
            case APE_AND_ID3V1 -> joined(APE.bytes(), ID3V1.bytes());
            case LYRICS -> ascii("LYRICSBEGINLYR00003la 000022LYRICS200");
            case ID3V2 -> Arrays.copyOf(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 20}, 30);
            case ID3V2_WITH_FOOTER ->
                joined(
                        Arrays.copyOf(new byte[] {'I', 'D', '3', 4, 0, 0x10, 0, 0, 0, 20}, 30),
                        new byte[] {'3', 'D', 'I', 4, 0, 0x10, 0, 0, 0, 20});
            case ZEROS -> new byte[4096];
        };
    }

    private static byte[] apeItem() {
        return ByteBuffer.allocate(APE_ITEM)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(1)
                .putInt(0)
                .put(ascii("T\0x"))
                .array();
    }

    private static byte[] ape(int flags) {
        return ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("APETAGEX"))
                .putInt(2000)
                .putInt(32 + APE_ITEM)
                .putInt(1)
                .putInt(flags)
                .array();
    }

    static byte[] joined(byte[]... parts) {
        byte[] all = {};
        for (byte[] part : parts) {
            int at = all.length;
            all = Arrays.copyOf(all, at + part.length);
            System.arraycopy(part, 0, all, at, part.length);
        }
        return all;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
