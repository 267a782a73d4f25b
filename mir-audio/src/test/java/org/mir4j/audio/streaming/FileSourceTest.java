// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.BytesOf;
import org.mir4j.audio.io.TestEncoder;
import org.mir4j.audio.io.TestFormat;
import org.mir4j.audio.io.TestSounds;
import org.mir4j.audio.streaming.StreamAnalyzer.Observation;
import org.mir4j.audio.streaming.StreamAnalyzer.Settings;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

class FileSourceTest {

    @TempDir
    Path folder;

    @Test
    void givesTheSamplesOfTheMix() {
        Path file = TestEncoder.write(folder.resolve("sound.flac"), TestFormat.FLAC_16, TestSounds.stereo());
        AudioReader reader = AudioReader.of(file).atRate(16000).range(0.1, 0.3);
        try (FileSource source = FileSource.open(reader)) {
            assertEquals(16000, source.sampleRate());
            float[] samples = new float[10_000];
            int length = 0;
            for (int got = 0; got >= 0; got = source.read(samples, length, 333)) {
                length += got;
            }
            assertArrayEquals(reader.mono().readAll().channels()[0], Arrays.copyOf(samples, length));
        }
    }

    @Test
    void keepsTheFilesOwnRate() {
        Path file = TestEncoder.write(folder.resolve("sound.mp3"), TestFormat.MP3, TestSounds.stereo());
        try (FileSource source = FileSource.open(AudioReader.of(file))) {
            assertEquals(44100, source.sampleRate());
        }
    }

    @Test
    void aFileThatIsCutOffIsHeardAndThenRefused() throws IOException {
        Waveform noise = new Waveform(TestSounds.noise(2, 88200), 44100);
        Path whole = TestEncoder.write(folder.resolve("whole.flac"), TestFormat.FLAC_16, noise);
        Path head = BytesOf.head(whole, 0.5);
        List<Observation> heard = new ArrayList<>();
        StreamAnalyzer analyzer = new StreamAnalyzer(Settings.usual());
        try (FileSource source = FileSource.open(AudioReader.of(head))) {
            Exception refusal = assertThrows(AudioException.class, () -> analyzer.analyze(source, heard::add));
            assertTrue(refusal.getMessage().startsWith(head + " is damaged or cut off: "), refusal.getMessage());
        }
        assertTrue(heard.size() > 60, heard.size() + " observations");
    }
}
