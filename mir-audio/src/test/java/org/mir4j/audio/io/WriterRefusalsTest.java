// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

class WriterRefusalsTest {

    private static final Path FULL = Path.of("/dev/full");

    private final Waveform second = new Waveform(TestSounds.noise(2, 44100), 44100);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "WAV_16;  44100;   0; 1 to 8 channels can be written, got 0.",
                "WAV_16;  44100;   9; 1 to 8 channels can be written, got 9.",
                "FLAC_24; 7999;    1; rates of 8000 to 192000 Hz can be written, got 7999.",
                "WAV_32F; 192001;  1; rates of 8000 to 192000 Hz can be written, got 192001.",
                "MP3;     44100;   6; 'MP3 holds 1 or 2 channels, got 6; choose FLAC or WAV.'",
                "MP3;     96000;   2; 'MP3 knows no rate of 96000 Hz; resample to 48000 Hz, or choose FLAC or WAV.'",
                "MP3;     15000;   2; 'MP3 knows no rate of 15000 Hz; resample to 16000 Hz, or choose FLAC or WAV.'"
            })
    void whatTheFormatDoesNotHoldIsSaid(AudioFormat format, int rate, int channels, String reason) {
        Path file = folder.resolve("sound");
        assertEquals(file + " cannot be written: " + reason, refusal(file, format, rate, channels));
        assertFalse(Files.exists(file));
    }

    @Test
    void placesThatAreNoFilesAreSaidToBe() throws IOException {
        Path plain = Files.createFile(folder.resolve("plain"));
        assertEquals(
                folder + " cannot be written: it is a folder; expected the name of a file.",
                refusal(folder, AudioFormat.WAV_16, 44100, 2));
        for (Path parent : new Path[] {plain, folder.resolve("missing")}) {
            Path file = parent.resolve("sound.wav");
            assertEquals(
                    file + " cannot be written: there is no folder " + parent + "; make it first.",
                    refusal(file, AudioFormat.WAV_16, 44100, 2));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatTheSystemRefusesIsSaidInItsWords() {
        Path file = folder.resolve("x".repeat(300));
        assertEquals(
                file + " cannot be written (FFmpeg says: File name too long).",
                refusal(file, AudioFormat.WAV_16, 44100, 2));
    }

    @Test
    void aFolderThatMayNotBeWrittenIsSaidToBe() {
        assertTrue(folder.toFile().setWritable(false));
        try {
            assumeFalse(Files.isWritable(folder), "skipped: this user may write everywhere");
            Path file = folder.resolve("sound.wav");
            assertEquals(
                    file + " cannot be written (FFmpeg says: Permission denied).",
                    refusal(file, AudioFormat.WAV_16, 44100, 2));
        } finally {
            folder.toFile().setWritable(true);
        }
    }

    @Test
    void filesInArchivesAreNotWritten() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            String message = refusal(zip.getPath("sound.wav"), AudioFormat.WAV_16, 44100, 2);
            assertTrue(message.startsWith("sound.wav lies in a file system of Java's (jar), "), message);
        }
    }

    @ParameterizedTest
    @EnumSource
    @EnabledOnOs(OS.LINUX)
    void aDiskThatIsFullIsSaidToBe(AudioFormat format) {
        String expected = FULL + " cannot be written: the disk is full (FFmpeg says: No space left on device); "
                + "make room, or write to another one.";
        AudioWriter writer = new AudioWriter(FULL, format, 44100, 2, AudioTags.none());
        AudioException refusal = assertThrows(AudioException.class, () -> {
            for (int i = 0; i < 60; i++) {
                writer.write(second);
            }
        });
        assertEquals(expected, refusal.getMessage());
        assertThrows(IllegalStateException.class, () -> writer.write(second));
        writer.close();
        writer.close();
    }

    @ParameterizedTest
    @EnumSource
    @EnabledOnOs(OS.LINUX)
    void aDiskThatIsFullInTheEndIsSaidToBe(AudioFormat format) {
        AudioWriter writer = new AudioWriter(FULL, format, 44100, 2, AudioTags.none());
        writer.write(Written.part(second, 0, 1));
        String message = assertThrows(AudioException.class, writer::close).getMessage();
        assertTrue(message.startsWith(FULL + " cannot be written: the disk is full"), message);
        writer.close();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void samplesThatAreNoNumbersAreRefusedAndTheFileStaysWell(float sample) {
        Path file = folder.resolve("sound.wav");
        Waveform bad = new Waveform(new float[2][100], 44100);
        bad.channels()[1][50] = sample;
        try (AudioWriter writer = new AudioWriter(file, AudioFormat.WAV_16, 44100, 2, AudioTags.none())) {
            writer.write(second);
            assertEquals(
                    file + " cannot hold samples that are not finite: got " + sample + " at 1.00 s.",
                    assertThrows(AudioException.class, () -> writer.write(bad)).getMessage());
            writer.write(second);
            assertEquals(88200, writer.length());
        }
        assertEquals(88200, AudioReader.of(file).readAll().length());
    }

    @Test
    void blocksOfAnotherKindAreRefused() {
        Path file = folder.resolve("sound.wav");
        try (AudioWriter writer = new AudioWriter(file, AudioFormat.WAV_16, 44100, 2, AudioTags.none())) {
            for (Waveform block :
                    new Waveform[] {new Waveform(new float[1][9], 44100), new Waveform(new float[2][9], 48000)}) {
                String message = assertThrows(IllegalArgumentException.class, () -> writer.write(block))
                        .getMessage();
                assertTrue(message.startsWith(file + " has 2 channels at 44100 Hz, got a block of "), message);
            }
        }
    }

    @Test
    void aClosedFileIsNotWritten() {
        AudioWriter writer = new AudioWriter(folder.resolve("a"), AudioFormat.FLAC_16, 44100, 2, AudioTags.none());
        writer.close();
        assertThrows(IllegalStateException.class, () -> writer.write(second));
    }

    @Test
    void formatsAreFoundByTheirNames() {
        assertEquals(AudioFormat.WAV_16, AudioFormat.of("wav"));
        assertEquals(AudioFormat.FLAC_16, AudioFormat.of("flac"));
        assertEquals(AudioFormat.MP3, AudioFormat.of("mp3"));
        assertEquals(AudioFormat.WAV_32F, AudioFormat.of("wav", "32f"));
        assertEquals(AudioFormat.FLAC_24, AudioFormat.of("flac", "24"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ogg;  16;  'Audio is written as wav, flac or mp3, not as \"ogg\".'",
                "flac; 32f; 'FLAC is written with 16 or 24 bits per sample, not with \"32f\".'",
                "wav;  32;  'WAV is written with 16 or 24 or 32f bits per sample, not with \"32\".'",
                "mp3;  16;  'MP3 has no bits per sample; leave out the \"16\".'"
            })
    void formatsThatAreNotThereAreSaid(String container, String bits, String expected) {
        assertEquals(
                expected,
                assertThrows(AudioException.class, () -> AudioFormat.of(container, bits))
                        .getMessage());
    }

    private static String refusal(Path file, AudioFormat format, int rate, int channels) {
        return assertThrows(AudioException.class, () -> new AudioWriter(file, format, rate, channels, AudioTags.none()))
                .getMessage();
    }
}
