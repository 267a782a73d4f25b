// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.AudioException;

class WavLengthTest {

    private static final int SAMPLES = 800;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                -1,
                -2,
                0x7F000000,
                0x7FFFF000,
                0x7FFFF024,
                0x7FFFFFD3,
                0x7FFFFFFF,
                0x80000000,
                0x80000024,
                0xA0000000,
                0xFFFF0000,
                0xFFFFFFDB
            })
    void aLengthOfAStreamMeansToTheEnd(int declared) throws IOException {
        float[] samples = AudioReader.of(wav(declared, SAMPLES, "")).readAll().channels()[0];
        float[] expected = new float[SAMPLES];
        for (int n = 0; n < SAMPLES; n++) {
            expected[n] = n / 32768f;
        }
        assertArrayEquals(expected, samples);
    }

    @ParameterizedTest
    @ValueSource(ints = {2 * SAMPLES + 2, 100_000, 0x7E000000})
    void aLengthBeyondTheEndIsRefused(int declared) throws IOException {
        Path file = wav(declared, SAMPLES, "");
        Exception refusal =
                assertThrows(AudioException.class, () -> AudioReader.of(file).open());
        assertEquals(
                file + " is cut off, or its header lies: it declares " + Integer.toUnsignedString(declared)
                        + " bytes of samples, and 1600 follow.",
                refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 2 * SAMPLES - 8})
    void ofALengthShortlyBeforeTheEndNothingIsSaid(int declared) throws IOException {
        DecodedFile heard = DecodedFile.of(AudioReader.of(wav(declared, SAMPLES, "")));
        assertEquals(declared / 2, heard.sound().length());
        assertEquals(List.of(), heard.notices());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 2 * SAMPLES - 800})
    void samplesBehindTheDeclaredOnesAreNamed(int declared) throws IOException {
        Path file = wav(declared, SAMPLES, "");
        DecodedFile heard = DecodedFile.of(AudioReader.of(file));
        assertEquals(declared / 2, heard.sound().length());
        assertEquals(
                List.of(file + " goes on for " + (2 * SAMPLES - declared) + " bytes behind the " + declared
                        + " bytes of samples that its header declares; they are not read. If they were recorded too ("
                        + Seconds.of((2 * SAMPLES - declared) / 16000.0) + "), have its header written anew."),
                heard.notices());
    }

    @Test
    void noLengthBeforeOtherChunksMeansThatThereAreNoSamples() throws IOException {
        Path file = wav(0, 0, "LIST\4\0\0\0abcd");
        assertThrows(AudioException.class, () -> AudioReader.of(file).readAll());
    }

    @Test
    void aLengthOf32BitsBeginsAnewBeyondFourGigabytes() throws IOException {
        Path file = wav(2 * SAMPLES, SAMPLES, "");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), 44 + 2 * SAMPLES + (1L << 32) - 1); // sparse on most systems
        }
        assertEquals((1L << 32) + 2 * SAMPLES, PcmHeader.of(file).orElseThrow().bytes());
    }

    @Test
    void chunksAfterTheSamplesAreNoLie() throws IOException {
        Path file = wav(2 * SAMPLES, SAMPLES, "LIST\4\0\0\0abcd");
        assertEquals(SAMPLES, AudioReader.of(file).readAll().length());
    }

    @Test
    void aHeaderWithoutSamplesHoldsNoAudio() throws IOException {
        Path file = wav(0, 0, "");
        Exception refusal =
                assertThrows(AudioException.class, () -> AudioReader.of(file).readAll());
        assertEquals(
                file + " holds no audio: not one sample could be decoded from its pcm_s16le stream.",
                refusal.getMessage());
    }

    /** A ramp in mono, 16 bits, 8 kHz. */
    private Path wav(int declared, int samples, String after) throws IOException {
        byte[] tail = after.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.allocate(44 + 2 * samples + tail.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(bytes.capacity() - 8)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(8000)
                .putInt(16000)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(declared);
        for (int n = 0; n < samples; n++) {
            bytes.putShort((short) n);
        }
        bytes.put(tail);
        return Files.write(folder.resolve("lying.wav"), bytes.array());
    }
}
