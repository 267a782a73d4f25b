// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.core.audio.Waveform;

class LosslessFormatsTest {

    @TempDir
    Path folder;

    static Stream<TestFormat> formats() {
        return Arrays.stream(TestFormat.values()).filter(format -> format.bits() > 0);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void giveBackEverySampleAsItIs(TestFormat format) {
        Waveform sound = TestSounds.rounded(TestSounds.stereo(), format.bits());
        Path file = TestEncoder.write(folder.resolve("sound"), format, sound);
        Waveform read = AudioReader.of(file).readAll();
        assertEquals(44100, read.sampleRate());
        assertArrayEquals(sound.channels(), read.channels());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void keepSilenceSilent(TestFormat format) {
        Path file = TestEncoder.write(folder.resolve("silence"), format, Waveform.mono(new float[1234], 8000));
        assertArrayEquals(new float[1234], AudioReader.of(file).readAll().channels()[0]);
    }

    @ParameterizedTest
    @CsvSource({"FLAC_16,flac", "ALAC,m4a", "MP3,mp3", "M4A,m4a"})
    void aPictureIsNotHeard(TestFormat format, String suffix) {
        Waveform sound = TestSounds.rounded(TestSounds.stereo(), 16);
        Path without = TestEncoder.write(folder.resolve("without." + suffix), format, sound);
        Path with = TestEncoder.writeWithCover(folder.resolve("with." + suffix), format, sound);
        assertArrayEquals(
                AudioReader.of(without).readAll().channels(),
                AudioReader.of(with).readAll().channels());
    }

    @Test
    void theHeaderIsTold() {
        Path file = TestEncoder.write(folder.resolve("sound.flac"), TestFormat.FLAC_24, TestSounds.stereo());
        try (AudioStream stream = AudioReader.of(file).open()) {
            AudioInfo info = stream.info();
            assertEquals("flac", info.container());
            assertEquals("flac", info.codec());
            assertEquals(44100, info.sampleRate());
            assertEquals(2, info.channels());
            assertTrue(info.lossless());
            assertEquals(0.5, info.declaredDuration().orElseThrow(), 1e-9);
        }
    }

    @Test
    void blocksAreTheWholeInPieces() {
        Waveform sound = TestSounds.rounded(TestSounds.stereo(), 16);
        Path file = TestEncoder.write(folder.resolve("sound.wav"), TestFormat.WAV_S16, sound);
        int length = 0;
        try (AudioStream stream = AudioReader.of(file).open()) {
            for (var block = stream.next(); block.isPresent(); block = stream.next()) {
                int size = block.get().length();
                assertArrayEquals(
                        Arrays.copyOfRange(sound.channels()[1], length, length + size),
                        block.get().channels()[1]);
                length += size;
            }
            assertEquals(sound.length(), length);
            assertEquals(true, stream.next().isEmpty());
        }
    }
}
