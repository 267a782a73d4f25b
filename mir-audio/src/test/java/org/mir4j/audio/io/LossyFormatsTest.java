// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.core.audio.Waveform;

class LossyFormatsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"MP3,mp3", "M4A,m4a"})
    void giveBackTheSoundInItsPlace(TestFormat format, String suffix) {
        check(format, suffix, TestSounds.stereo());
    }

    @Test
    void vorbisGivesBackTheSoundInItsPlace() {
        // FFmpeg's own encoder couples channels crudely: it needs two that go together
        float[][] channels = {TestSounds.sine(440, 0.4, 44100, 22050), TestSounds.sine(440, 0.3, 44100, 22050)};
        check(TestFormat.VORBIS, "ogg", new Waveform(channels, 44100));
    }

    @ParameterizedTest
    @CsvSource({"OPUS,opus", "WEBM,webm"})
    void opusGivesBackTheSoundInItsPlace(TestFormat format, String suffix) {
        Waveform sound = new Waveform(
                new float[][] {TestSounds.sine(440, 0.4, 48000, 48000), TestSounds.sine(550, 0.3, 48000, 48000)},
                48000);
        check(format, suffix, sound);
    }

    private void check(TestFormat format, String suffix, Waveform sound) {
        Path file = TestEncoder.write(folder.resolve("sound." + suffix), format, sound);
        Waveform read = AudioReader.of(file).readAll();
        assertEquals(sound.sampleRate(), read.sampleRate());
        assertEquals(sound.length(), read.length(), 1200, "samples");
        for (int c = 0; c < 2; c++) {
            double ratio = TestSounds.signalToNoise(sound.channels()[c], read.channels()[c]);
            assertTrue(ratio > 20, format + ": " + ratio + " dB in channel " + c);
        }
    }
}
