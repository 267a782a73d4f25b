// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.audio.Waveform;

/** WAV beyond 4 GB becomes RF64 (EBU Tech 3306) where it keeps room for lengths of 64 bits. */
class LongWavTest {

    private static final int ROOM_AT = 12; // behind the header of the file
    private static final int LENGTHS = 28; // bytes: three of 64 bits and an empty table
    private static final int DATA = 1000 * 2 * Short.BYTES;

    @TempDir
    Path folder;

    private final Waveform sound = TestSounds.rounded(new Waveform(TestSounds.noise(2, 1000), 48000), 16);

    @Test
    void everyWavHasTheRoom() throws IOException {
        ByteBuffer bytes = bytes();
        assertEquals("RIFF", tag(bytes, 0));
        assertEquals("JUNK", tag(bytes, ROOM_AT));
        assertEquals(LENGTHS, bytes.getInt(ROOM_AT + 4));
    }

    @Test
    void whatHasBecomeRf64IsReadAgain() throws IOException {
        ByteBuffer bytes = bytes();
        int data = bytes.capacity() - DATA - 8;
        assertEquals("data", tag(bytes, data));
        bytes.put(0, "RF64".getBytes(StandardCharsets.US_ASCII)).putInt(4, -1);
        bytes.put(ROOM_AT, "ds64".getBytes(StandardCharsets.US_ASCII));
        bytes.putLong(ROOM_AT + 8, bytes.capacity() - 8)
                .putLong(ROOM_AT + 16, DATA)
                .putLong(ROOM_AT + 24, 1000);
        bytes.putInt(data + 4, -1);
        Path file = Files.write(folder.resolve("long.wav"), bytes.array());
        assertArrayEquals(sound.channels(), AudioReader.of(file).readAll().channels());
    }

    private ByteBuffer bytes() throws IOException {
        Path file = Written.file(folder.resolve("sound.wav"), AudioFormat.WAV_16, sound);
        return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String tag(ByteBuffer bytes, int at) {
        return new String(bytes.array(), at, 4, StandardCharsets.US_ASCII);
    }
}
