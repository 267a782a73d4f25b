// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EIO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

class BadFilesTest {

    @TempDir
    Path folder;

    @Test
    void aMissingFileIsSaidToBeMissing() {
        assertRefused(" does not exist.", AudioReader.of(folder.resolve("missing.wav")));
    }

    @Test
    void aFolderIsNoFile() {
        assertRefused(" is not a file; expected an audio file.", AudioReader.of(folder));
    }

    @Test
    void anEmptyFileIsSaidToBeEmpty() throws IOException {
        assertRefused(" is empty (0 bytes).", AudioReader.of(Files.createFile(folder.resolve("empty.wav"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello\n", "A text about music, not music.\n", "#EXTM3U\n/etc/hosts\n", "<html>\n", "\0\0"})
    void textIsNoAudioWhateverItsName(String text) throws IOException {
        for (int times : new int[] {1, 1000}) {
            Path file = Files.writeString(folder.resolve("song.mp3"), text.repeat(times), StandardCharsets.UTF_8);
            assertRefused(
                    " cannot be read as audio: it is of another kind, damaged or cut off (FFmpeg says: "
                            + "Invalid data found when processing input). "
                            + "Expected WAV, AIFF, FLAC, Ogg, Opus, MP3, AAC, M4A or WebM.",
                    AudioReader.of(file));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fLaCLYRICS200", "fLaC 9999993DI", "fLaCTAG", "fLaCAPETAGEX", "LYRICSBEGIN"})
    void aTagThatBeginsBeforeItsFileIsNone(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("song.flac"), text, StandardCharsets.US_ASCII);
        assertThrows(AudioException.class, () -> AudioReader.of(file).readAll());
    }

    @Test
    void bytesByChanceAreNoAudio() throws IOException {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        AudioReader reader = AudioReader.of(Files.write(folder.resolve("song.mp3"), bytes));
        assertThrows(AudioException.class, reader::readAll);
    }

    @ParameterizedTest
    @EnumSource(names = {"WAV_S16", "AIFF", "FLAC_16", "ALAC", "M4A", "MATROSKA"})
    void aFileThatIsCutOffIsRefused(TestFormat format) throws IOException {
        Path whole = TestEncoder.write(folder.resolve("whole"), format, noise(44100));
        for (double part : new double[] {0.9, 0.5, 0.03}) {
            AudioReader reader = AudioReader.of(BytesOf.head(whole, part));
            String message = assertThrows(AudioException.class, reader::readAll).getMessage();
            assertTrue(message.contains("cut off") || message.contains("not one sample"), message);
        }
    }

    @Test
    void anMp3ThatDeclaresItsLengthIsRefusedWhenCutOff() throws IOException {
        Path whole = TestEncoder.write(folder.resolve("whole.mp3"), TestFormat.MP3, noise(44100));
        assertRefused(
                " is cut off: its header declares 4.00 s, only 1.96 s could be decoded.",
                AudioReader.of(BytesOf.head(whole, 0.5)));
    }

    @ParameterizedTest
    @EnumSource(names = {"VORBIS", "OPUS"})
    void anOggFileWhoseLastPageIsCutOffIsRefused(TestFormat format) throws IOException {
        Path whole = TestEncoder.write(folder.resolve("whole.ogg"), format, noise(48000));
        byte[] bytes = Files.readAllBytes(whole);
        AudioReader.of(whole).readAll();
        for (int missing : new int[] {1, 10, 200, bytes.length / 2 + 1}) {
            Path cut = folder.resolve("cut.ogg");
            AudioReader reader = AudioReader.of(Files.write(cut, Arrays.copyOf(bytes, bytes.length - missing)));
            String message = assertThrows(AudioException.class, reader::readAll).getMessage();
            assertTrue(message.startsWith(cut + " is cut off: its last page lacks "), message);
        }
    }

    @Test
    void whatStandsBehindTheLastPageOfAnOggFileIsIgnored() throws IOException {
        Path whole = TestEncoder.write(folder.resolve("whole.ogg"), TestFormat.VORBIS, noise(48000));
        byte[] bytes = Files.readAllBytes(whole);
        Path longer = Files.write(folder.resolve("longer.ogg"), Arrays.copyOf(bytes, bytes.length + 70_000));
        assertEquals(
                AudioReader.of(whole).readAll().length(),
                AudioReader.of(longer).readAll().length());
    }

    @ParameterizedTest
    @EnumSource(names = {"FLAC_16", "ALAC", "MATROSKA"})
    void bytesThatChangedAreNoticed(TestFormat format) throws IOException {
        Path whole = TestEncoder.write(folder.resolve("whole"), format, noise(44100));
        AudioReader reader = AudioReader.of(BytesOf.garbled(whole, 0.5, 200));
        String message = assertThrows(AudioException.class, reader::readAll).getMessage();
        assertTrue(message.contains("packets could not be decoded"), message);
    }

    @Test
    void samplesThatAreNoNumbersAreRefused() {
        float[] samples = TestSounds.sine(440, 0.5, 8000, 8000);
        samples[6000] = Float.NaN;
        Path file = TestEncoder.write(folder.resolve("nan.wav"), TestFormat.WAV_F32, Waveform.mono(samples, 8000));
        String ending = " holds samples that are not finite (NaN near 0.75 s); it was written by a faulty program.";
        assertRefused(ending, AudioReader.of(file));
        assertRefused(ending, AudioReader.of(file).atRate(16000));
        assertRefused(ending, AudioReader.of(file).range(0.5, 1));
    }

    @Test
    void anAiffFileOfMoreChannelsThanThereCanBeIsRefused() throws IOException {
        Path file = TestEncoder.write(folder.resolve("sound.aiff"), TestFormat.AIFF, noise(8000));
        byte[] bytes = Files.readAllBytes(file);
        int channelsAt = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("COMM") + 8;
        bytes[channelsAt] = (byte) 0xff; // a negative number, if it were read as signed
        AudioReader reader = AudioReader.of(Files.write(file, bytes));
        assertThrows(AudioException.class, reader::readAll);
    }

    @Test
    void oneSampleIsASoundButTooShortForAnotherRate() {
        Path file =
                TestEncoder.write(folder.resolve("one.wav"), TestFormat.WAV_S16, Waveform.mono(new float[1], 44100));
        assertEquals(1, AudioReader.of(file).readAll().length());
        assertRefused(
                " is too short to be resampled from 44100 to 16000 Hz: it has 1 sample.",
                AudioReader.of(file).atRate(16000));
    }

    @ParameterizedTest
    @EnumSource(names = {"M4A", "VORBIS", "FLAC_16"})
    void aDiskThatFailsIsNotTheEndOfTheFile(TestFormat format) {
        Path file = TestEncoder.write(folder.resolve("sound"), format, noise(44100));
        try (FfmpegContainer container = new FfmpegContainer(file, -1)) {
            container.bytes().error(AVERROR_EIO()); // as FFmpeg notes what the system says of a read
            String message =
                    assertThrows(AudioException.class, () -> readOn(container)).getMessage();
            assertTrue(message.startsWith(file + " could not be read to its end: after "), message);
            assertTrue(message.endsWith("FFmpeg says: Input/output error."), message);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MP3", "WAV_S16"})
    void aFileThatShrinksWhileItIsReadIsNotAtItsEnd(TestFormat format) throws IOException {
        Path file = TestEncoder.write(folder.resolve("sound"), format, noise(44100));
        try (AudioStream stream = AudioReader.of(file).open()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(100);
            }
            String message =
                    assertThrows(AudioException.class, () -> readOn(stream)).getMessage();
            assertTrue(message.startsWith(file + " could not be read to its end: "), message);
        }
    }

    private static void readOn(FfmpegContainer container) {
        try (AVPacket packet = av_packet_alloc()) {
            while (container.read(packet)) {
                av_packet_unref(packet);
            }
        }
    }

    private static void readOn(AudioStream stream) {
        while (stream.next().isPresent()) {
            // the samples do not matter
        }
    }

    private static Waveform noise(int sampleRate) {
        return TestSounds.rounded(new Waveform(TestSounds.noise(2, 4 * sampleRate), sampleRate), 16);
    }

    private static void assertRefused(String ending, AudioReader reader) {
        Exception refusal = assertThrows(AudioException.class, reader::readAll);
        assertEquals(reader.file() + ending, refusal.getMessage());
    }
}
