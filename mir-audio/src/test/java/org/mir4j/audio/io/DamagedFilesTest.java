// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mir4j.core.audio.Waveform;

/** Lossy files with a hole: it is silent, it is named, and whatever follows is heard when it was. */
class DamagedFilesTest {

    private static final double SECONDS = 12;

    private static final Pattern DAMAGE =
            Pattern.compile(" is damaged at (\\d+\\.\\d\\d) s: (\\d+\\.\\d\\d) s could not be decoded and are silent");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "MP3,44100,ZEROS",
        "MP3,44100,JUNK",
        "MP3,22050,ZEROS",
        "ADTS,44100,ZEROS",
        "ADTS,44100,JUNK",
        "M4A,44100,ZEROS",
        "M4A,44100,JUNK",
        "VORBIS,44100,ZEROS",
        "VORBIS,44100,JUNK",
        "OPUS,48000,ZEROS",
        "OPUS,48000,JUNK",
        "WEBM,48000,ZEROS",
        "WEBM,48000,JUNK"
    })
    void keepTheTimesBehindAHole(TestFormat format, int rate, String with) throws IOException {
        for (int channels : new int[] {2, format == TestFormat.VORBIS ? 2 : 1}) {
            Path whole = write(format, rate, channels);
            check(format, whole, holed(whole, with.equals("ZEROS"), 1.3));
        }
    }

    @Test
    void keepThemBehindSeveral() throws IOException {
        Path whole = write(TestFormat.MP3, 44100, 2);
        Path once = holed(whole, true, 0.5);
        byte[] bytes = Files.readAllBytes(once);
        Arrays.fill(bytes, bytes.length * 6 / 10, bytes.length * 7 / 10, (byte) 0);
        DecodedFile heard = DecodedFile.of(AudioReader.of(Files.write(once, bytes)));
        assertEquals(2, heard.notices().size());
        assertEquals(AudioReader.of(whole).readAll().length(), heard.sound().length());
    }

    @Test
    void aHoleOutsideOfWhatIsReadIsNotNamed() throws IOException {
        Path holed = holed(write(TestFormat.MP3, 44100, 2), true, 1.3);
        assertEquals(
                List.of(), DecodedFile.of(AudioReader.of(holed).range(0, 3)).notices());
        assertEquals(
                List.of(), DecodedFile.of(AudioReader.of(holed).range(8, 2)).notices());
        assertEquals(
                1, DecodedFile.of(AudioReader.of(holed).range(4, 1)).notices().size());
    }

    @Test
    void keepTheTimesAlsoAtAnotherRateAndInMono() throws IOException {
        Path whole = write(TestFormat.MP3, 44100, 2);
        Path holed = holed(whole, true, 1.3);
        float[] expected = AudioReader.of(whole).atRate(16000).mono().readAll().channels()[0];
        float[] found = AudioReader.of(holed).atRate(16000).mono().readAll().channels()[0];
        assertEquals(expected.length, found.length);
        int from = 8 * 16000;
        assertArrayEquals(
                Arrays.copyOfRange(expected, from, expected.length),
                Arrays.copyOfRange(found, from, found.length),
                1e-4f);
    }

    @Test
    void howManyHolesThereAreInAPartIsSaidToo() throws IOException {
        byte[] bytes = Files.readAllBytes(write(TestFormat.MP3, 44100, 2));
        for (int hole = 2; hole < 18; hole++) {
            int from = bytes.length * hole / 20;
            Arrays.fill(bytes, from, from + bytes.length / 60, (byte) 0);
        }
        Path holed = Files.write(folder.resolve("holed"), bytes);
        List<String> all = DecodedFile.of(AudioReader.of(holed)).notices();
        assertEquals(11, all.size());
        assertTrue(all.get(10).startsWith(holed + " is damaged at 16 places; "), all.get(10));
        List<String> part = DecodedFile.of(AudioReader.of(holed).range(0, 10)).notices();
        assertEquals(11, part.size());
        assertTrue(part.get(10).matches(".* is damaged at 1[45] places; .*"), part.get(10));
    }

    @Test
    void recordingsOfTwoRatesBehindEachOtherLackNothing() throws IOException {
        byte[] first = withoutInfo(write(TestFormat.MP3, 48000, 2));
        byte[] second = withoutInfo(write(TestFormat.MP3, 44100, 2));
        for (List<byte[]> order : List.of(List.of(first, second), List.of(second, first))) {
            Path joined = Files.write(folder.resolve("joined.mp3"), Tags.joined(order.get(0), order.get(1)));
            DecodedFile heard = DecodedFile.of(AudioReader.of(joined));
            assertEquals(List.of(), heard.notices());
            assertEquals(2 * SECONDS, heard.sound().duration(), 0.2);
        }
    }

    /** An MP3 without the frame that tells of the others. */
    private static byte[] withoutInfo(Path file) throws IOException {
        try (FileBytes bytes = new FileBytes(file)) {
            FrameCursor cursor = new FrameCursor(bytes, FrameSyntax.MPEG);
            while (cursor.next()) {
                if (!cursor.isInfo()) {
                    return Arrays.copyOfRange(Files.readAllBytes(file), (int) cursor.at(), (int) bytes.length());
                }
            }
            throw new AssertionError(file + " has no frame of sound");
        }
    }

    @Test
    void bytesPutBetweenTwoFramesTakeNoTime() throws IOException {
        Path whole = write(TestFormat.MP3, 44100, 2);
        byte[] bytes = Files.readAllBytes(whole);
        byte[] junk = new byte[5003];
        new Random(7).nextBytes(junk);
        byte[] head = Arrays.copyOf(bytes, bytes.length / 3);
        Path longer = Files.write(
                folder.resolve("longer.mp3"),
                Tags.joined(head, junk, Arrays.copyOfRange(bytes, head.length, bytes.length)));
        DecodedFile heard = DecodedFile.of(AudioReader.of(longer));
        assertEquals(AudioReader.of(whole).readAll().length(), heard.sound().length());
        assertEquals(1, heard.notices().size());
    }

    @ParameterizedTest
    @EnumSource(names = {"MP3", "ADTS", "M4A", "VORBIS", "OPUS", "WEBM"})
    void nothingIsSaidOfWholeFiles(TestFormat format) throws IOException {
        for (int channels : new int[] {2, format == TestFormat.VORBIS ? 2 : 1}) {
            int rate = format == TestFormat.OPUS || format == TestFormat.WEBM ? 48000 : 44100;
            assertEquals(
                    List.of(),
                    DecodedFile.of(AudioReader.of(write(format, rate, channels)))
                            .notices());
        }
    }

    @Test
    void aLittleThatIsMissingAtTheEndIsNamed() throws IOException {
        Path whole = write(TestFormat.MP3, 44100, 2);
        Path cut = BytesOf.head(whole, 0.98);
        DecodedFile heard = DecodedFile.of(AudioReader.of(cut));
        assertTrue(heard.sound().duration() < SECONDS - 0.2, heard.sound().duration() + " s");
        assertEquals(1, heard.notices().size());
        String said = heard.notices().get(0);
        assertTrue(said.startsWith(cut + " is cut off: its header declares 12.00 s, only 11.7"), said);
    }

    @Test
    void anAdtsFileThatEndsWithinAFrameIsNamed() throws IOException {
        byte[] bytes = Files.readAllBytes(write(TestFormat.ADTS, 44100, 2));
        Path cut = Files.write(folder.resolve("cut.aac"), Arrays.copyOf(bytes, bytes.length - 7));
        assertEquals(
                List.of(cut + " is cut off: its last frame lacks 7 bytes."),
                DecodedFile.of(AudioReader.of(cut)).notices());
    }

    private void check(TestFormat format, Path whole, Path holed) {
        float[][] expected = AudioReader.of(whole).readAll().channels();
        List<AudioNotice> notices = new ArrayList<>();
        Waveform found = AudioReader.of(holed).notices(notices::add).readAll();
        String what = format + ", " + expected.length + " channels";
        assertEquals(expected[0].length, found.length(), 0.03 * found.sampleRate(), what);
        assertTrue(!notices.isEmpty() && notices.stream().allMatch(AudioNotice::isDamage), what + " " + notices);
        double silentUntil = 0;
        for (AudioNotice notice : notices) {
            Matcher said = DAMAGE.matcher(notice.sentence());
            assertTrue(said.find(), notice.sentence());
            silentUntil = Double.parseDouble(said.group(1)) + Double.parseDouble(said.group(2));
        }
        for (int c = 0; c < expected.length; c++) {
            for (double at = silentUntil + 0.1; at < SECONDS - 0.1; at += 0.05) {
                int from = (int) (at * found.sampleRate());
                // the times of WebM are rounded to milliseconds
                int beside = format == TestFormat.WEBM ? found.sampleRate() / 1000 : 0;
                double ratio = bestRatio(expected[c], found.channels()[c], from, beside);
                assertTrue(ratio > 6, what + ": " + ratio + " dB at " + at + " s " + notices);
            }
        }
    }

    private static double bestRatio(float[] expected, float[] found, int from, int beside) {
        double best = Double.NEGATIVE_INFINITY;
        for (int lag = -beside; lag <= beside; lag++) {
            best = Math.max(
                    best,
                    TestSounds.signalToNoise(
                            Arrays.copyOfRange(expected, from, from + 1000),
                            Arrays.copyOfRange(found, from + lag, from + lag + 1000)));
        }
        return best;
    }

    /** Noise that differs everywhere, so that it is alike only in its own place. */
    private Path write(TestFormat format, int rate, int channels) {
        float[][] noise = TestSounds.noise(channels, (int) (SECONDS * rate));
        return TestEncoder.write(folder.resolve("whole"), format, new Waveform(noise, rate));
    }

    /** The file with so many seconds of bytes changed after about a third of it. */
    private Path holed(Path whole, boolean zeros, double seconds) throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        int from = bytes.length / 3;
        byte[] junk = new byte[(int) (bytes.length * seconds / SECONDS)];
        if (!zeros) {
            new Random(5).nextBytes(junk);
        }
        System.arraycopy(junk, 0, bytes, from, junk.length);
        return Files.write(folder.resolve("holed"), bytes);
    }
}
