// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

/** Files as recorded internet radio makes them: one song after the other, each with a header of its own. */
class JoinedFilesTest {

    @TempDir
    Path folder;

    @Test
    void goOnAtAnotherRate() throws IOException {
        Path first = write("first.ogg", TestFormat.VORBIS, 440, 44100, 2);
        Path second = write("second.ogg", TestFormat.VORBIS, 550, 22050, 2);
        Waveform read = AudioReader.of(BytesOf.joined(first, second))
                .atRate(16000)
                .mono()
                .readAll();
        assertEquals(32000, read.length(), 1000);
        assertEquals(440, hertz(read, 2000), 3);
        assertEquals(550, hertz(read, 20000), 3);
    }

    @Test
    void goOnInOtherChannelsOnlyInMono() throws IOException {
        Path first = write("first.mp3", TestFormat.MP3, 440, 44100, 2);
        Path second = write("second.mp3", TestFormat.MP3, 550, 44100, 1);
        AudioReader reader = AudioReader.of(BytesOf.joined(first, second));
        String message = assertThrows(AudioException.class, reader::readAll).getMessage();
        assertTrue(message.startsWith(reader.file() + " changes from 2 to 1 channels at 1.0"), message);
        assertTrue(message.endsWith(" s; read it in mono."), message);
        Waveform read = reader.mono().readAll();
        assertEquals(88200, read.length(), 5000);
        assertEquals(440, hertz(read, 5000), 3);
        assertEquals(550, hertz(read, 50000), 3);
    }

    private Path write(String name, TestFormat format, double hertz, int rate, int channels) {
        float[][] samples = new float[channels][];
        Arrays.fill(samples, TestSounds.sine(hertz, 0.5, rate, rate));
        return TestEncoder.write(folder.resolve(name), format, new Waveform(samples, rate));
    }

    /** How often the sound crosses zero upwards in half a second. */
    private static double hertz(Waveform sound, int from) {
        float[] samples = sound.channels()[0];
        int crossings = 0;
        for (int n = from; n < from + sound.sampleRate() / 2; n++) {
            crossings += samples[n] < 0 && samples[n + 1] >= 0 ? 1 : 0;
        }
        return 2.0 * crossings;
    }
}
