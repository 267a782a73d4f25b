// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.core.audio.Waveform;

/** Frames without an index: bytes that were put between two of them take no time, those that were overwritten do. */
class InsertedBytesTest {

    private static final int SECONDS = 8;
    private static final int RATE = 44100;

    @TempDir
    Path folder;

    private final Random random = new Random(11);

    @ParameterizedTest
    @CsvSource({
        "MP3_VBR,1000", "MP3_VBR,20011", "MP3_VBR,50000",
        "MP3,1003", "MP3,5003", "MP3,50011",
        "ADTS,1000", "ADTS,20011", "ADTS,50000"
    })
    void betweenTwoFramesTakeNoTime(TestFormat format, int count) throws IOException {
        byte[] whole = whole(format);
        List<Integer> frames = frames(format, whole);
        for (int third = 1; third < 3; third++) {
            int at = frames.get(frames.size() * third / 3);
            sameTimes(whole, inserted(whole, at, count));
        }
    }

    @ParameterizedTest
    @CsvSource({"MP3_VBR,1000", "MP3_VBR,20011", "MP3,5003"})
    void withinAFrameOfMp3TakeNoTimeEither(TestFormat format, int count) throws IOException {
        byte[] whole = whole(format);
        List<Integer> frames = frames(format, whole);
        sameTimes(whole, inserted(whole, frames.get(frames.size() / 3) + 50, count));
    }

    @ParameterizedTest
    @CsvSource({"MP3_VBR,1000", "MP3_VBR,5003", "MP3,1003", "MP3,5003", "ADTS,1000", "ADTS,5003"})
    void inThePlaceOfFramesTakeTheirTime(TestFormat format, int count) throws IOException {
        byte[] whole = whole(format);
        List<Integer> frames = frames(format, whole);
        for (int beyond : new int[] {40, 101, 180}) {
            byte[] changed = whole.clone();
            System.arraycopy(junk(count), 0, changed, frames.get(frames.size() / 3) + beyond, count);
            sameTimes(whole, changed);
        }
    }

    private void sameTimes(byte[] whole, byte[] changed) throws IOException {
        Waveform expected =
                AudioReader.of(Files.write(folder.resolve("whole"), whole)).readAll();
        DecodedFile heard = DecodedFile.of(AudioReader.of(Files.write(folder.resolve("changed"), changed)));
        assertEquals(expected.length(), heard.sound().length(), "" + heard.notices());
        assertEquals(1, heard.notices().size(), "" + heard.notices());
        int from = (SECONDS - 1) * RATE;
        double ratio = TestSounds.signalToNoise(
                Arrays.copyOfRange(expected.channels()[0], from, from + RATE / 2),
                Arrays.copyOfRange(heard.sound().channels()[0], from, from + RATE / 2));
        assertTrue(ratio > 6, ratio + " dB"); // AAC replaces noise by other noise
    }

    private byte[] inserted(byte[] bytes, int at, int count) {
        return Tags.joined(Arrays.copyOf(bytes, at), junk(count), Arrays.copyOfRange(bytes, at, bytes.length));
    }

    private byte[] junk(int count) {
        byte[] junk = new byte[count];
        random.nextBytes(junk);
        return junk;
    }

    /** Noise that swells, so that frames differ; without a frame that tells of the others. */
    private byte[] whole(TestFormat format) throws IOException {
        float[][] noise = TestSounds.noise(2, SECONDS * RATE);
        for (float[] channel : noise) {
            for (int n = 0; n < channel.length; n++) {
                channel[n] *= (float) (0.55 + 0.45 * Math.sin(n / 9000.0));
            }
        }
        Path file = TestEncoder.write(folder.resolve("encoded"), format, new Waveform(noise, RATE));
        byte[] bytes = Files.readAllBytes(file);
        return Arrays.copyOfRange(bytes, frames(format, bytes).get(0), bytes.length);
    }

    /** Where the frames of sound begin. */
    private List<Integer> frames(TestFormat format, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("frames"), content);
        List<Integer> places = new ArrayList<>();
        try (FileBytes bytes = new FileBytes(file)) {
            FrameCursor cursor =
                    new FrameCursor(bytes, format == TestFormat.ADTS ? FrameSyntax.ADTS : FrameSyntax.MPEG);
            while (cursor.next()) {
                if (!cursor.isInfo()) {
                    places.add((int) cursor.at());
                }
            }
        }
        return places;
    }
}
