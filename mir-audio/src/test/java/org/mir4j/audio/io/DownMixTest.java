// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.audio.Waveform;

class DownMixTest {

    @TempDir
    Path folder;

    @Test
    void stereoBecomesTheMeanOfBoth() {
        Waveform stereo = TestSounds.stereo();
        float[] mono = mixed(TestFormat.WAV_F32, stereo);
        for (int n = 0; n < stereo.length(); n++) {
            assertEquals((stereo.channels()[0][n] + stereo.channels()[1][n]) / 2, mono[n], 1e-6);
        }
    }

    @Test
    void monoStaysAsItIs() {
        float[] samples = TestSounds.sine(440, 0.5, 8000, 1000);
        assertArrayEquals(samples, mixed(TestFormat.WAV_F32, Waveform.mono(samples, 8000)));
    }

    @Test
    void eightChannelsKeepTheirPlacesAndMixWithoutClipping() {
        float[] samples = TestSounds.sine(440, 0.9, 48000, 4800);
        float[][] channels = new float[8][];
        Arrays.fill(channels, samples);
        Waveform surround = TestSounds.rounded(new Waveform(channels, 48000), 16);
        Path file = TestEncoder.write(folder.resolve("8.flac"), TestFormat.FLAC_16, surround);
        assertArrayEquals(surround.channels(), AudioReader.of(file).readAll().channels());
        float[] mono = mixed(TestFormat.FLAC_16, surround);
        // however the channels are weighted, the same sound in all of them is that sound
        assertArrayEquals(surround.channels()[0], mono, 1e-6f);
    }

    private float[] mixed(TestFormat format, Waveform sound) {
        Path file = TestEncoder.write(folder.resolve("sound"), format, sound);
        float[][] channels = AudioReader.of(file).mono().readAll().channels();
        assertEquals(1, channels.length);
        return channels[0];
    }
}
