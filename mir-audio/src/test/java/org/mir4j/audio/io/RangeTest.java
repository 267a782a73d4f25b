// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.core.error.AudioException;

class RangeTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "FLAC_16,flac,0", "FLAC_16,flac,16000",
        "MP3,mp3,0", "MP3,mp3,16000",
        "VORBIS,ogg,16000", "M4A,m4a,16000"
    })
    void isCutOutOfTheWholeToTheBit(TestFormat format, String suffix, int rate) {
        Path file = TestEncoder.write(folder.resolve("sound." + suffix), format, TestSounds.stereo());
        AudioReader reader = AudioReader.of(file).atRate(rate).mono();
        float[] whole = reader.readAll().channels()[0];
        double outRate = rate == 0 ? 44100 : rate;
        for (double[] range : new double[][] {{0, 0.1}, {0.1234, 0.2}, {0.3, 1}, {0, 10}, {0.25, 1e-6}}) {
            int from = (int) Math.round(range[0] * outRate);
            int to = (int) Math.min(whole.length, from + Math.max(1, Math.round(range[1] * outRate)));
            assertArrayEquals(
                    Arrays.copyOfRange(whole, from, to),
                    reader.range(range[0], range[1]).readAll().channels()[0]);
        }
    }

    @Test
    void aRangeMayBeLongerThanAnyFile() {
        Path file = TestEncoder.write(folder.resolve("short.flac"), TestFormat.FLAC_16, TestSounds.stereo());
        int rest = AudioReader.of(file).range(0.1, 10).readAll().length();
        for (double seconds : new double[] {1e16, Double.MAX_VALUE, Double.POSITIVE_INFINITY}) {
            assertEquals(
                    rest, AudioReader.of(file).range(0.1, seconds).readAll().length());
        }
    }

    @Test
    void aStreamThatIsClosedSaysSo() {
        Path file = TestEncoder.write(folder.resolve("short.flac"), TestFormat.FLAC_16, TestSounds.stereo());
        AudioStream stream = AudioReader.of(file).open();
        stream.close();
        assertThrows(IllegalStateException.class, stream::next);
    }

    @Test
    void aRangePastTheEndSaysHowLongTheFileIs() {
        Path file = TestEncoder.write(folder.resolve("short.flac"), TestFormat.FLAC_16, TestSounds.stereo());
        for (AudioReader reader :
                new AudioReader[] {AudioReader.of(file), AudioReader.of(file).atRate(16000)}) {
            Exception refusal = assertThrows(
                    AudioException.class, () -> reader.range(30, 10).readAll());
            assertEquals(
                    file + " lasts 0.50 s, so nothing lies in the range that starts at 30.00 s.", refusal.getMessage());
        }
    }

    @Test
    void refusesWhatIsNoRangeOrRate() {
        AudioReader reader = AudioReader.of(folder.resolve("any.wav"));
        assertThrows(IllegalArgumentException.class, () -> reader.range(-1, 10));
        assertThrows(IllegalArgumentException.class, () -> reader.range(Double.NaN, 10));
        assertThrows(IllegalArgumentException.class, () -> reader.range(Double.POSITIVE_INFINITY, 10));
        assertThrows(IllegalArgumentException.class, () -> reader.range(0, 0));
        assertThrows(IllegalArgumentException.class, () -> reader.range(0, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> reader.atRate(-16000));
    }
}
