// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

class ResamplingTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"44100, 16000", "48000, 16000", "8000, 16000", "22050, 44100", "44100, 44100", "44100, 11025"})
    void aSineStaysTheSameSine(int from, int to) {
        Waveform read = resampled(TestSounds.sine(440, 0.5, from, from), from, to);
        float[] expected = TestSounds.sine(440, 0.5, to, to);
        assertEquals(to, read.sampleRate());
        assertEquals(to, read.length());
        double worst = 0;
        for (int n = to / 20; n < to - to / 20; n++) {
            worst = Math.max(worst, Math.abs(expected[n] - read.channels()[0][n]));
        }
        assertEquals(0, worst, 1e-3);
    }

    @Test
    void theLengthIsRoundedUp() {
        for (int length : new int[] {441, 442, 12345, 44099, 44100}) {
            int expected = (int) Math.ceil(length * 16000.0 / 44100);
            assertEquals(expected, resampled(new float[length], 44100, 16000).length());
        }
    }

    @Test
    void aRateBeyondTheFilterIsRefused() {
        Exception refusal =
                assertThrows(AudioException.class, () -> resampled(new float[1000], 44100, Integer.MAX_VALUE));
        assertTrue(refusal.getMessage().startsWith(folder.resolve("sound.wav") + " cannot be "), refusal.getMessage());
    }

    @Test
    void whatLiesAboveTheNewRateIsTakenOut() {
        Waveform read = resampled(TestSounds.sine(15000, 0.5, 44100, 44100), 44100, 16000);
        for (int n = 800; n < 15200; n++) {
            assertEquals(0, read.channels()[0][n], 1e-3);
        }
    }

    @Test
    void samplesInMemoryBecomeWhatThoseOfAFileBecome() {
        Waveform stereo = new Waveform(TestSounds.noise(2, 150_000), 44100);
        Path file = TestEncoder.write(folder.resolve("stereo.wav"), TestFormat.WAV_F32, stereo);
        float[] expected = AudioReader.of(file).mono().atRate(16000).readAll().channels()[0];
        Waveform resampled = Resampler.mono(stereo, 16000);
        assertEquals(16000, resampled.sampleRate());
        assertArrayEquals(expected, resampled.channels()[0], 1e-6f);
    }

    @Test
    void samplesOfTheRateWantedAreLeftAlone() {
        Waveform waveform = Waveform.mono(new float[] {1, 2}, 16000);
        assertSame(waveform, Resampler.mono(waveform, 16000));
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        Waveform waveform = Waveform.mono(new float[1000], 16000);
        for (int hertz : new int[] {0, -1}) {
            assertThrows(IllegalArgumentException.class, () -> Resampler.mono(waveform, hertz));
        }
        String message = assertThrows(AudioException.class, () -> Resampler.mono(waveform, Integer.MAX_VALUE))
                .getMessage();
        assertTrue(message.startsWith("The waveform cannot be "), message);
        assertEquals(
                0, Resampler.mono(Waveform.mono(new float[1], 44100), 16000).length());
    }

    @Test
    void blocksThatAreTooLongForOneWaveformAreRefused() {
        Waveform block = Waveform.mono(new float[1 << 20], 16000);
        String message = assertThrows(AudioException.class, () -> Joined.of("it", Collections.nCopies(1 << 12, block)))
                .getMessage();
        assertTrue(message.startsWith("it has 4294967296 samples per channel, and at most 2147483639 "), message);
    }

    private Waveform resampled(float[] samples, int from, int to) {
        Path file = TestEncoder.write(folder.resolve("sound.wav"), TestFormat.WAV_F32, Waveform.mono(samples, from));
        return AudioReader.of(file).atRate(to).readAll();
    }
}
