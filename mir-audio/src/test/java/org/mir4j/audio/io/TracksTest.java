// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

class TracksTest {

    @TempDir
    Path folder;

    private final Waveform first = TestSounds.rounded(TestSounds.stereo(), 16);
    private final Waveform second =
            TestSounds.rounded(Waveform.mono(TestSounds.sine(330, 0.5, 16000, 8000), 16000), 16);
    private Path file;

    @BeforeEach
    void writeTwoTracks() {
        file = TestEncoder.write(folder.resolve("two.mka"), TestFormat.MATROSKA, first, second);
    }

    @Test
    void eachIsReadByItself() {
        assertArrayEquals(
                first.channels(), AudioReader.of(file).track(0).readAll().channels());
        Waveform read = AudioReader.of(file).track(1).readAll();
        assertEquals(16000, read.sampleRate());
        assertArrayEquals(second.channels(), read.channels());
    }

    @Test
    void withoutAChoiceItIsTheOneWithMoreChannels() {
        assertArrayEquals(first.channels(), AudioReader.of(file).readAll().channels());
    }

    @Test
    void aLongerOneBesideItIsNoFault() {
        Path unequal = TestEncoder.write(
                folder.resolve("unequal.mka"),
                TestFormat.MATROSKA,
                Waveform.mono(new float[44100], 44100),
                Waveform.mono(new float[88200], 44100));
        assertEquals(44100, AudioReader.of(unequal).track(0).readAll().length());
        assertEquals(88200, AudioReader.of(unequal).track(1).readAll().length());
    }

    @Test
    void oneThatIsNotThereIsNamed() {
        Exception refusal = assertThrows(
                AudioException.class, () -> AudioReader.of(file).track(2).open());
        assertEquals(file + " holds 2 audio streams, counted from 0; stream 2 was asked for.", refusal.getMessage());
    }
}
