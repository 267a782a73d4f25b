// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
import org.mir4j.core.error.AudioException;

/** Kinds of files that are rarer: how long they are and where a burst begins is what FFmpeg says of the same file. */
class OddKindsTest {

    private static final int RATE = 44100;
    private static final int SECONDS = 6;
    private static final int BURST = 3;

    @TempDir
    Path folder;

    private final Waveform sound = sound();

    @Test
    void anEditListTakesThePrimingOfAacAway() throws IOException {
        check(SECONDS, BURST, m4a());
    }

    @Test
    void anEditListCutsTheBeginningAndTheEnd() throws IOException {
        check(3.5, BURST - 1.25, EditLists.with(m4a(), new double[] {3.5, 1024 + 1.25 * RATE}));
    }

    @Test
    void anEditListThatLeavesOutAMiddleJoinsWhatIsAround() throws IOException {
        double[] first = {1, 1024};
        double[] second = {SECONDS - 2, 1024 + 2 * RATE};
        check(SECONDS - 1, BURST - 1, EditLists.with(m4a(), first, second));
    }

    @Test
    void anEmptyEditAddsNoSilenceBeforeTheFirstSample() throws IOException {
        check(SECONDS, BURST, EditLists.with(m4a(), new double[] {2.5, -1}, new double[] {SECONDS, 1024}));
    }

    @Test
    void mp3MayHaveTheHeaderOfFraunhofer() throws IOException {
        byte[] frames = Files.readAllBytes(TestEncoder.write(folder.resolve("plain"), TestFormat.MP3_VBR, sound));
        int[] bounds = soundOf(frames);
        byte[] bare = Arrays.copyOfRange(frames, bounds[0], frames.length);
        double length = bounds[1] * 1152.0 / RATE;
        byte[] vbri = Tags.joined(vbri(bare, bounds[1]), bare);
        check(length, BURST + 1105.0 / RATE, vbri);
        Arrays.fill(vbri, vbri.length / 5, vbri.length / 5 + 3000, (byte) 0);
        DecodedFile heard = DecodedFile.of(AudioReader.of(Files.write(folder.resolve("odd"), vbri)));
        assertEquals(length, heard.sound().duration(), 1e-9);
        assertEquals(BURST + 1105.0 / RATE, burst(heard.sound()), 0.001);
        assertEquals(1, heard.notices().size());
    }

    @Test
    void mp3OfFreeFormatIsRefusedByItsName() throws IOException {
        byte[] frames = Files.readAllBytes(TestEncoder.write(folder.resolve("plain"), TestFormat.MP3, sound));
        int from = soundOf(frames)[0];
        byte[] free = Arrays.copyOfRange(frames, from, frames.length);
        for (int at = 0; at + 4 < free.length; at++) {
            if (free[at] == -1 && (free[at + 1] & 0xFE) == 0xFA) {
                free[at + 2] &= 0x0F;
            }
        }
        AudioReader reader = AudioReader.of(Files.write(folder.resolve("free.mp3"), free));
        String refusal = assertThrows(AudioException.class, reader::readAll).getMessage();
        assertTrue(refusal.startsWith(reader.file() + " is an MP3 of free format"), refusal);
    }

    @Test
    void mp3sOfTwoBitRatesFollowEachOther() throws IOException {
        byte[] first = Files.readAllBytes(TestEncoder.write(folder.resolve("first"), TestFormat.MP3, sound));
        byte[] second = Files.readAllBytes(TestEncoder.write(folder.resolve("second"), TestFormat.MP3_VBR, sound));
        check(2 * SECONDS, BURST, Tags.joined(first, second));
        check(2 * SECONDS, BURST, Tags.joined(second, first));
    }

    @ParameterizedTest
    @EnumSource(names = {"MP3", "ADTS", "FLAC_16"})
    void aCoverOfFiveMegabytesStandsBefore(TestFormat format) throws IOException {
        byte[] plain = Files.readAllBytes(TestEncoder.write(folder.resolve("plain"), format, sound));
        Waveform expected = AudioReader.of(folder.resolve("plain")).readAll();
        byte[] tag = new byte[5_000_000];
        new Random(1).nextBytes(tag);
        int size = tag.length - 10;
        byte[] header = {
            'I',
            'D',
            '3',
            3,
            0,
            0,
            (byte) (size >> 21),
            (byte) (size >> 14 & 127),
            (byte) (size >> 7 & 127),
            (byte) (size & 127)
        };
        System.arraycopy(header, 0, tag, 0, header.length);
        DecodedFile heard = DecodedFile.of(AudioReader.of(Files.write(folder.resolve("odd"), Tags.joined(tag, plain))));
        assertArrayEquals(expected.channels(), heard.sound().channels());
        assertEquals(List.of(), heard.notices());
    }

    @ParameterizedTest
    @EnumSource(names = {"WAVPACK", "OGG_FLAC", "ALAC", "MATROSKA", "TTA"})
    void losslessOnesAreExact(TestFormat format) throws IOException {
        Path file = TestEncoder.write(folder.resolve("odd"), format, TestSounds.rounded(sound, 16));
        DecodedFile heard = DecodedFile.of(AudioReader.of(file));
        assertArrayEquals(
                TestSounds.rounded(sound, 16).channels(), heard.sound().channels());
        assertEquals(List.of(), heard.notices());
    }

    @Test
    void waveMayHoldMp3() throws IOException {
        byte[] bytes = Files.readAllBytes(TestEncoder.write(folder.resolve("plain"), TestFormat.WAV_MP3, sound));
        DecodedFile heard = DecodedFile.of(AudioReader.of(Files.write(folder.resolve("odd"), bytes)));
        assertEquals(SECONDS, heard.sound().duration(), 2 * 1152.0 / RATE);
        assertEquals(BURST + 1105.0 / RATE, burst(heard.sound()), 0.001);
        assertEquals(List.of(), heard.notices());
    }

    @Test
    void fiveStemsOfOneFileAreEachRead() {
        float[][] quiet = TestSounds.noise(2, RATE);
        Waveform silent = new Waveform(quiet, RATE);
        Path file = TestEncoder.write(
                folder.resolve("song.stem.mp4"), TestFormat.M4A, silent, silent, silent, sound, silent);
        Waveform read = AudioReader.of(file).track(3).readAll();
        assertEquals(SECONDS, read.duration(), 0.03);
        assertEquals(BURST, burst(read), 0.001);
        assertEquals(1, AudioReader.of(file).track(4).readAll().duration(), 0.03);
        DecodedFile main = DecodedFile.of(AudioReader.of(file));
        assertTrue(main.notices().get(0).startsWith(file + " holds 5 audio streams"), "" + main.notices());
    }

    private void check(double seconds, double burst, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("odd"), content);
        DecodedFile heard = DecodedFile.of(AudioReader.of(file));
        assertEquals(seconds, heard.sound().duration(), 0.025, "" + heard.notices());
        assertEquals(burst, burst(heard.sound()), 0.003);
        assertEquals(List.of(), heard.notices());
    }

    private byte[] m4a() throws IOException {
        return Files.readAllBytes(TestEncoder.write(folder.resolve("plain"), TestFormat.M4A, sound));
    }

    /** Where the sound of an MP3 begins, and how many frames it has. */
    private int[] soundOf(byte[] content) throws IOException {
        int first = -1;
        int count = 0;
        try (FileBytes bytes = new FileBytes(Files.write(folder.resolve("frames"), content))) {
            for (FrameCursor cursor = new FrameCursor(bytes, FrameSyntax.MPEG); cursor.next(); ) {
                if (!cursor.isInfo()) {
                    first = first < 0 ? (int) cursor.at() : first;
                    count++;
                }
            }
        }
        return new int[] {first, count};
    }

    /** A frame of 128 kbit/s without sound. */
    private static byte[] vbri(byte[] frames, int count) {
        ByteBuffer frame = ByteBuffer.allocate(417).put(new byte[] {-1, -5, (byte) 0x90, 0x64});
        frame.position(36);
        frame.put("VBRI".getBytes(StandardCharsets.US_ASCII));
        frame.putShort((short) 1).putShort((short) 1105).putShort((short) 75);
        frame.putInt(frames.length + 417).putInt(count).putInt(0x00010002);
        return frame.array();
    }

    /** When the burst begins, in seconds. */
    private static double burst(Waveform read) {
        float[] samples = read.channels()[0];
        int n = 0;
        while (n < samples.length && Math.abs(samples[n]) < 0.4) {
            n++;
        }
        return (double) n / read.sampleRate();
    }

    /** A quiet tone with one loud burst of 0.1 s. */
    private static Waveform sound() {
        float[] samples = TestSounds.sine(220, 0.05, RATE, SECONDS * RATE);
        float[] loud = TestSounds.sine(880, 0.8, RATE, RATE / 10);
        System.arraycopy(loud, 0, samples, BURST * RATE, loud.length);
        return new Waveform(new float[][] {samples, samples}, RATE);
    }
}
