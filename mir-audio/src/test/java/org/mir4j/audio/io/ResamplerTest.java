// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

class ResamplerTest {

    private static final int[] RATES = {8000, 11025, 16000, 22050, 44100, 48000, 96000};

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"44100, 16000, 6000", "48000, 16000, 6000", "44100, 22050, 8500", "48000, 44100, 17500"})
    void aSoundBroughtToAnotherRateAndBackIsInItsPlace(int rate, int between, int band) {
        float[] sound = bandLimitedNoise(rate, band, 2 * rate + 123);
        Waveform there = resampled(Waveform.mono(sound, rate), between, 1000);
        float[] back;
        try (Resampler resampler = new Resampler(between, rate, 1)) {
            List<Waveform> blocks = List.of(resampler.resample(there), resampler.finish(sound.length));
            back = Joined.of("it", blocks).channels()[0];
        }
        assertEquals(sound.length, back.length);
        int edge = rate / 10;
        float[] inside = Arrays.copyOfRange(sound, edge, sound.length - edge);
        double ratio = TestSounds.signalToNoise(inside, Arrays.copyOfRange(back, edge, back.length - edge));
        assertTrue(ratio > 85, ratio + " dB");
    }

    @Test
    void theBeginningAndTheEndStayToo() {
        float[] sine = TestSounds.sine(300, 0.5, 44100, 44100);
        float[] expected = TestSounds.sine(300, 0.5, 16000, 16000);
        assertArrayEquals(
                expected, resampled(Waveform.mono(sine, 44100), 16000, 777).channels()[0], 0.02f);
    }

    @ParameterizedTest
    @CsvSource({"44100, 16000", "16000, 44100", "48000, 44100", "22050, 44100", "96000, 8000"})
    void theSizeOfTheBlocksDoesNotMatter(int from, int to) {
        Waveform sound = new Waveform(TestSounds.noise(2, 150_000), from);
        Waveform whole = resampled(sound, to, sound.length());
        for (int size : new int[] {1, 333, 65_537}) {
            assertArrayEquals(whole.channels(), resampled(sound, to, size).channels(), size + " samples a block");
        }
    }

    @Test
    void emptyBlocksDoNotMatter() {
        Waveform sound = new Waveform(TestSounds.noise(2, 2000), 44100);
        Waveform empty = new Waveform(new float[2][0], 44100);
        List<Waveform> blocks = new ArrayList<>();
        try (Resampler resampler = new Resampler(44100, 16000, 2)) {
            for (Waveform block : List.of(empty, Written.part(sound, 0, 700), empty, Written.part(sound, 700, 2000))) {
                blocks.add(resampler.resample(block));
            }
            blocks.add(resampler.resample(empty));
            blocks.add(resampler.finish());
        }
        assertArrayEquals(
                resampled(sound, 16000, 2000).channels(),
                Joined.of("it", blocks).channels());
    }

    @Test
    void aSoundWithoutSamplesStaysWithoutAny() {
        Resampler resampler = new Resampler(44100, 16000, 2);
        assertThrows(IllegalArgumentException.class, () -> resampler.finish(-1));
        assertEquals(0, resampler.finish().length());
        resampler.close();
        resampler.close();
    }

    @Test
    void theLengthIsThatOfTheTimeToTheNearestSample() {
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            int length = random.nextInt(1 << 2 + random.nextInt(16));
            for (int from : RATES) {
                for (int to : RATES) {
                    Waveform sound = new Waveform(new float[2][length], from);
                    int expected = (int) Math.round(length * (double) to / from);
                    Waveform resampled = resampled(sound, to, 5000);
                    assertEquals(expected, resampled.length(), length + " from " + from + " to " + to + " Hz");
                    assertEquals(to, resampled.sampleRate());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 60, 100, 127, 128, 200})
    void aVeryShortSoundIsNotLost(int length) {
        float[] constant = new float[length];
        Arrays.fill(constant, 0.5f);
        float[] resampled =
                resampled(Waveform.mono(constant, 32000), 16000, length).channels()[0];
        for (int n = 0; n < resampled.length / 2 - 5; n++) {
            assertEquals(0.5f, resampled[n], 0.05f, n + " of " + resampled.length);
        }
    }

    @Test
    void theSamplesAreThoseOfTheReader() {
        Waveform sound = new Waveform(TestSounds.noise(2, 44100), 44100);
        Path file = TestEncoder.write(folder.resolve("stereo.wav"), TestFormat.WAV_F32, sound);
        Waveform expected = AudioReader.of(file).atRate(16000).readAll();
        assertArrayEquals(expected.channels(), resampled(sound, 16000, 44100).channels());
    }

    @Test
    void everyChannelIsResampledByItself() {
        Waveform sound = new Waveform(TestSounds.noise(8, 5000), 44100);
        float[][] together = resampled(sound, 48000, 5000).channels();
        for (int c = 0; c < 8; c++) {
            Waveform alone = Waveform.mono(sound.channels()[c], 44100);
            assertArrayEquals(resampled(alone, 48000, 5000).channels()[0], together[c]);
        }
    }

    @Test
    void samplesOfTheRateWantedPassAsTheyAre() {
        Waveform block = new Waveform(TestSounds.noise(2, 100), 44100);
        try (Resampler resampler = new Resampler(44100, 44100, 2)) {
            assertSame(block, resampler.resample(block));
            assertThrows(IllegalArgumentException.class, () -> resampler.finish(101));
            assertEquals(0, resampler.finish(100).length());
        }
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Resampler(0, 44100, 2));
        assertThrows(IllegalArgumentException.class, () -> new Resampler(44100, 0, 2));
        assertThrows(IllegalArgumentException.class, () -> new Resampler(44100, 16000, 0));
        assertThrows(AudioException.class, () -> new Resampler(44100, Integer.MAX_VALUE, 1));
        try (Resampler resampler = new Resampler(44100, 16000, 2)) {
            Waveform mono = new Waveform(new float[1][10], 44100);
            Waveform slower = new Waveform(new float[2][10], 22050);
            assertThrows(IllegalArgumentException.class, () -> resampler.resample(mono));
            assertThrows(IllegalArgumentException.class, () -> resampler.resample(slower));
            assertThrows(IllegalArgumentException.class, () -> resampler.finish(2));
            assertEquals(1, resampler.finish(1).length());
            assertThrows(IllegalStateException.class, resampler::finish);
            assertThrows(IllegalStateException.class, () -> resampler.resample(mono));
        }
    }

    private static Waveform resampled(Waveform sound, int rate, int blockSize) {
        List<Waveform> blocks = new ArrayList<>();
        try (Resampler resampler = new Resampler(sound.sampleRate(), rate, sound.channels().length)) {
            for (int at = 0; at < sound.length(); at += blockSize) {
                int end = Math.min(sound.length(), at + blockSize);
                blocks.add(resampler.resample(Written.part(sound, at, end)));
            }
            blocks.add(resampler.finish());
        }
        return Joined.of("it", blocks);
    }

    /** Noise of 200 sines below a frequency. */
    private static float[] bandLimitedNoise(int rate, int band, int length) {
        Random random = new Random(1);
        float[] noise = new float[length];
        for (int i = 0; i < 200; i++) {
            double omega = 2 * Math.PI * band * random.nextDouble() / rate;
            double phase = 2 * Math.PI * random.nextDouble();
            for (int n = 0; n < length; n++) {
                noise[n] += (float) (0.02 * Math.sin(omega * n + phase));
            }
        }
        return noise;
    }
}
