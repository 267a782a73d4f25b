// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mir4j.core.audio.Waveform;

/** Tags, zeros and junk around audio change nothing of it: every sample is that of the file without them. */
class TaggedFilesTest {

    private static final int FLAC_TOTAL_AT = 21; // 36 bits for the number of samples, the lower 32 of them here

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void behindMp3ItsPaddingIsStillCut(Tags tags) throws IOException {
        Path plain = write(TestFormat.MP3, 2);
        assertEquals(44100, AudioReader.of(plain).readAll().length());
        check(plain, Tags.joined(Files.readAllBytes(plain), tags.bytes()));
    }

    @ParameterizedTest
    @EnumSource
    void behindFlac(Tags tags) throws IOException {
        Path plain = write(TestFormat.FLAC_16, 2);
        check(plain, Tags.joined(Files.readAllBytes(plain), tags.bytes()));
    }

    @ParameterizedTest
    @EnumSource
    void behindFlacOfUnknownLength(Tags tags) throws IOException {
        Path plain = write(TestFormat.FLAC_16, 2);
        byte[] bytes = Files.readAllBytes(plain);
        ByteBuffer.wrap(bytes).putInt(FLAC_TOTAL_AT + 1, 0);
        check(plain, bytes);
        check(plain, Tags.joined(bytes, tags.bytes()));
    }

    @ParameterizedTest
    @EnumSource
    void behindBareAac(Tags tags) throws IOException {
        Path plain = write(TestFormat.ADTS, 2);
        check(plain, Tags.joined(Files.readAllBytes(plain), tags.bytes()));
    }

    @ParameterizedTest
    @EnumSource(names = {"VORBIS", "OPUS", "M4A", "FLAC_16", "MP3", "ADTS"})
    void behindAnyFormatJunkIsLeftOut(TestFormat format) throws IOException {
        Path plain = write(format, 2);
        byte[] junk = new byte[3000];
        new Random(1).nextBytes(junk);
        check(plain, Tags.joined(Files.readAllBytes(plain), junk));
        check(plain, Tags.joined(Files.readAllBytes(plain), Tags.APE_AND_ID3V1.bytes()));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLAC_16", "MP3", "ADTS"})
    void beforeThem(TestFormat format) throws IOException {
        Path plain = write(format, 2);
        check(plain, Tags.joined(Tags.ID3V2.bytes(), Files.readAllBytes(plain), Tags.ID3V1.bytes()));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLAC_16", "MP3", "ADTS"})
    void severalBeforeThem(TestFormat format) throws IOException {
        Path plain = write(format, 2);
        byte[] large = Tags.joined(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 64, 0, 0}, new byte[1 << 20]);
        check(plain, Tags.joined(large, large, Files.readAllBytes(plain)));
    }

    @Test
    void betweenTwoMp3sEachIsHeardWithoutItsPadding() throws IOException {
        byte[] first = Files.readAllBytes(write(TestFormat.MP3, 2));
        Path both = Files.write(
                folder.resolve("both.mp3"),
                Tags.joined(first, Tags.ID3V1.bytes(), Tags.ID3V2.bytes(), first, Tags.ID3V1.bytes()));
        DecodedFile heard = DecodedFile.of(AudioReader.of(both));
        assertEquals(2 * 44100, heard.sound().length());
        assertEquals(List.of(), heard.notices());
        float[] left = heard.sound().channels()[0];
        // but for the frames that the second shares with the end of the first
        assertArrayEquals(
                Arrays.copyOfRange(left, 5000, 40000), Arrays.copyOfRange(left, 44100 + 5000, 44100 + 40000), 1e-4f);
    }

    private Path write(TestFormat format, int channels) {
        int rate = format == TestFormat.OPUS ? 48000 : 44100;
        return TestEncoder.write(
                folder.resolve("plain"),
                format,
                TestSounds.rounded(new Waveform(TestSounds.noise(channels, rate), rate), 16));
    }

    private void check(Path plain, byte[] bytes) throws IOException {
        Waveform expected = AudioReader.of(plain).readAll();
        DecodedFile heard = DecodedFile.of(AudioReader.of(Files.write(folder.resolve("tagged"), bytes)));
        assertArrayEquals(expected.channels(), heard.sound().channels());
        assertEquals(List.of(), heard.notices());
    }
}
