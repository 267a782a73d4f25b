// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.audio.Waveform;

/** One wrong number among the times of a whole file: every sample is where it was, and the number is named. */
class WrongTimesTest {

    private static final int SECONDS = 12;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"VORBIS,1800", "OPUS,1800", "OPUS,600000", "VORBIS,2", "OPUS,-3"})
    void ofAPageOfOggInsertsNoSilence(TestFormat format, long seconds) throws IOException {
        Path whole = write(format);
        byte[] bytes = Files.readAllBytes(whole);
        int place = at(bytes, "OggS").get(6) + 6;
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(place, file.getLong(place) + 48000 * seconds);
        OggPages.mendChecksums(bytes);
        isAsBefore(whole, bytes);
    }

    @ParameterizedTest
    @CsvSource({"60000", "2000"})
    void ofAClusterOfWebmInsertsNoSilence(int milliseconds) throws IOException {
        Path whole = write(TestFormat.WEBM);
        byte[] bytes = Files.readAllBytes(whole);
        int cluster = at(bytes, "\u001f\u0043\u00b6\u0075").get(1);
        int place = at(bytes, "\u00e7\u0082").stream()
                .filter(at -> at > cluster)
                .findFirst()
                .orElseThrow();
        assertTrue(place < cluster + 16, "the time of a cluster is the first of what it says");
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int time = Math.min(0xFFFF, Short.toUnsignedInt(file.getShort(place + 2)) + milliseconds);
        file.putShort(place + 2, (short) time);
        isAsBefore(whole, bytes);
    }

    @ParameterizedTest
    @CsvSource({"1800", "3"})
    void ofAFragmentOfMp4InsertsNoSilenceEither(long seconds) throws IOException {
        Path whole = write(TestFormat.MP4_FRAGMENTS);
        byte[] bytes = Files.readAllBytes(whole);
        int place = at(bytes, "tfdt").get(5);
        assertEquals(1, bytes[place + 4]); // 64 bits
        ByteBuffer file = ByteBuffer.wrap(bytes);
        file.putLong(place + 8, file.getLong(place + 8) + 48000 * seconds);
        isAsBefore(whole, bytes);
    }

    @ParameterizedTest
    @EnumSource(names = {"VORBIS", "OPUS"})
    void whilePagesThatAreTakenOutBecomeSilence(TestFormat format) throws IOException {
        byte[] bytes = Files.readAllBytes(write(format));
        List<Integer> pages = at(bytes, "OggS");
        int from = pages.get(5);
        int to = pages.get(8);
        byte[] shorter = new byte[bytes.length - (to - from)];
        System.arraycopy(bytes, 0, shorter, 0, from);
        System.arraycopy(bytes, to, shorter, from, bytes.length - to);
        DecodedFile heard = DecodedFile.of(AudioReader.of(Files.write(folder.resolve("holed"), shorter)));
        assertEquals(SECONDS, heard.sound().duration(), 0.02);
        assertTrue(heard.notices().toString().contains("could not be decoded and are silent"), "" + heard.notices());
    }

    /** Recorders take times from the clock of the machine, and samples from that of the sound card. */
    @ParameterizedTest
    @ValueSource(ints = {47_900, 48_100})
    void ofAClockThatRunsFasterOrSlowerLeaveEverySample(int ticks) throws IOException {
        Path whole = write(TestFormat.M4A);
        byte[] bytes = Files.readAllBytes(whole);
        ByteBuffer.wrap(bytes).putInt(at(bytes, "mdhd").get(0) + 16, ticks);
        DecodedFile heard = DecodedFile.of(AudioReader.of(Files.write(folder.resolve("drifting"), bytes)));
        assertEquals(List.of(), heard.notices());
        float[][] expected = AudioReader.of(whole).readAll().channels();
        int length = Math.min(expected[0].length, heard.sound().length()); // the end is cut by the file's own clock
        assertEquals(expected[0].length, length, 48_000 * 0.03);
        assertArrayEquals(
                Arrays.copyOf(expected[0], length - 2048),
                Arrays.copyOf(heard.sound().channels()[0], length - 2048));
    }

    private Path write(TestFormat format) {
        float[][] noise = TestSounds.noise(2, SECONDS * 48000);
        return TestEncoder.write(folder.resolve("whole"), format, new Waveform(noise, 48000));
    }

    private void isAsBefore(Path whole, byte[] bytes) throws IOException {
        Waveform expected = AudioReader.of(whole).readAll();
        Path file = Files.write(folder.resolve("wrong"), bytes);
        DecodedFile heard = DecodedFile.of(AudioReader.of(file));
        assertEquals(1, heard.notices().size(), "" + heard.notices());
        assertTrue(
                heard.notices().get(0).startsWith(file + " has a wrong time at "),
                heard.notices().get(0));
        assertArrayEquals(expected.channels(), heard.sound().channels());
    }

    /** Where some bytes stand. */
    private static List<Integer> at(byte[] bytes, String sought) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<Integer> places = new ArrayList<>();
        for (int at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) {
            places.add(at);
        }
        return places;
    }
}
