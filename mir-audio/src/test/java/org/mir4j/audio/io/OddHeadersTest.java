// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

/** WAVE and AIFF files as recorders, editors and pipes write them: every sample is the one that was meant. */
class OddHeadersTest {

    @TempDir
    Path folder;

    private final float[][] noise = TestSounds.noise(2, 3000);

    @ParameterizedTest
    @CsvSource({
        "32,16,true", "32,16,false", "32,24,true", "32,24,false", "32,20,true", "24,20,true", "24,20,false",
                "24,18,true",
        "16,12,true", "16,12,false", "16,10,true", "16,16,true", "24,24,false", "32,32,true", "8,8,true", "64,32,false"
    })
    void haveTheValidBitsAtTheTopOfTheContainer(int container, int valid, boolean extensible) throws IOException {
        WaveFile wave = new WaveFile(container, valid);
        check(valid, extensible ? wave.extensible() : wave);
    }

    @Test
    void mayBeBigEndian() throws IOException {
        check(16, new WaveFile(16, 16).bigEndian());
        check(20, new WaveFile(24, 20).bigEndian());
    }

    @Test
    void haveOtherChunksBeforeAndBehind() throws IOException {
        byte[] list = WaveFile.chunk("LIST", new byte[34], ByteOrder.LITTLE_ENDIAN);
        check(16, new WaveFile(16, 16).before(list).behind(list));
    }

    @Test
    void forgetTheByteBehindAnOddChunk() throws IOException {
        byte[] text = "INFOtakes an odd number".getBytes(StandardCharsets.US_ASCII);
        assertEquals(1, text.length % 2);
        byte[] padded = WaveFile.chunk("LIST", text, ByteOrder.LITTLE_ENDIAN);
        byte[] unpadded = WaveFile.chunkWithoutPadding("LIST", text);
        check(16, new WaveFile(16, 16).before(padded).behind(padded));
        check(16, new WaveFile(16, 16).before(unpadded).behind(unpadded));
        check(16, new WaveFile(16, 16).before(Tags.joined(unpadded, padded, unpadded)));
    }

    @ParameterizedTest
    @EnumSource
    void haveTagsBehindThemThatAreNoneOfTheirs(Tags tags) throws IOException {
        check(16, new WaveFile(16, 16).behind(tags.bytes()));
        check(24, new WaveFile(24, 24).extensible().behind(tags.bytes()));
    }

    @Test
    void haveJunkBehindThem() throws IOException {
        byte[] junk = new byte[5000];
        new java.util.Random(3).nextBytes(junk);
        check(16, new WaveFile(16, 16).behind(junk));
        check(16, new WaveFile(16, 16).behind(new byte[1]));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0x7FFFF000L, 0xFFFFFFFFL})
    void endWithTheFileIfNobodyKnewTheirLength(long declared) throws IOException {
        check(20, new WaveFile(24, 20).extensible().declaring(declared));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0x7FFFF000L, 0xFFFFFFFFL})
    void endBeforeTheTagsIfNobodyKnewTheirLength(long declared) throws IOException {
        byte[] tag = Arrays.copyOf("TAGa title".getBytes(StandardCharsets.US_ASCII), 128);
        check(16, new WaveFile(16, 16).declaring(declared).behind(tag));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-1,-1", "0x7FFFFFFF,0x7FFFFFFF", "0x1FC00000,0x7F000008", "0x7FFFFFFF,0", "-1,12008", "0,12008"
    })
    void ofAiffMayNotKnowTheirLengthEither(String frames, String bytes) throws IOException {
        Waveform sound = TestSounds.rounded(new Waveform(noise, 44100), 16);
        Path file = TestEncoder.write(folder.resolve("sound.aiff"), TestFormat.AIFF, sound);
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
        String text = new String(content.array(), StandardCharsets.ISO_8859_1);
        content.putInt(text.indexOf("COMM") + 10, Integer.decode(frames));
        content.putInt(text.indexOf("SSND") + 4, Integer.decode(bytes));
        DecodedFile heard = DecodedFile.of(AudioReader.of(Files.write(file, content.array())));
        assertArrayEquals(sound.channels(), heard.sound().channels());
        assertEquals(List.of(), heard.notices());
    }

    @Test
    void ofAiffMayNotNameMoreChannelsThanThereAre() throws IOException {
        Waveform sound = TestSounds.rounded(new Waveform(noise, 44100), 16);
        Path file = TestEncoder.write(folder.resolve("sound.aiff"), TestFormat.AIFF, sound);
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
        String text = new String(content.array(), StandardCharsets.ISO_8859_1);
        content.putShort(text.indexOf("COMM") + 8, (short) -1);
        AudioReader reader = AudioReader.of(Files.write(file, content.array()));
        String refusal = assertThrows(AudioException.class, reader::readAll).getMessage();
        assertTrue(refusal.startsWith(file + " is cut off, or its header lies"), refusal);
    }

    @ParameterizedTest
    @EnumSource
    void ofAiffHaveTagsBehindThem(Tags tags) throws IOException {
        Waveform sound = TestSounds.rounded(new Waveform(noise, 44100), 16);
        Path file = TestEncoder.write(folder.resolve("sound.aiff"), TestFormat.AIFF, sound);
        Files.write(file, Tags.joined(Files.readAllBytes(file), tags.bytes()));
        DecodedFile heard = DecodedFile.of(AudioReader.of(file));
        assertArrayEquals(sound.channels(), heard.sound().channels());
        assertEquals(List.of(), heard.notices());
    }

    @ParameterizedTest
    @CsvSource({"WAV_ALAW,30", "WAV_MULAW,30"})
    void areOfTelephones(TestFormat format, double ratio) {
        Waveform sound = new Waveform(noise, 44100);
        DecodedFile heard =
                DecodedFile.of(AudioReader.of(TestEncoder.write(folder.resolve("sound.wav"), format, sound)));
        assertEquals(3000, heard.sound().length());
        double found = TestSounds.signalToNoise(noise[1], heard.sound().channels()[1]);
        assertEquals(true, found > ratio, found + " dB");
        assertEquals(List.of(), heard.notices());
    }

    private void check(int bits, WaveFile wave) throws IOException {
        Waveform sound = TestSounds.rounded(new Waveform(noise, 44100), bits);
        Path file = wave.write(folder.resolve("odd.wav"), sound.channels());
        DecodedFile heard = DecodedFile.of(AudioReader.of(file));
        assertEquals(44100, heard.sound().sampleRate());
        assertArrayEquals(sound.channels(), heard.sound().channels());
        assertEquals(List.of(), heard.notices());
    }
}
