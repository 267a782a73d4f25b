// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.io.AudioNotice;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.BytesOf;
import org.mir4j.audio.io.TestEncoder;
import org.mir4j.audio.io.TestFormat;
import org.mir4j.audio.io.TestSounds;
import org.mir4j.core.error.AudioException;

class WindowReaderTest {

    private static final int LENGTH = 3000;

    @TempDir
    Path folder;

    @Test
    void readsConsecutiveWindowsOfTheMix() {
        AudioReader reader = AudioReader.of(write()).atRate(16000);
        float[] whole = reader.mono().readAll().channels()[0];
        assertEquals(8000, whole.length);
        List<AudioWindow> windows = read(reader, new Windowing.Consecutive());
        assertEquals(
                List.of(0L, 3000L, 5000L),
                windows.stream().map(AudioWindow::start).toList());
        assertSlices(whole, windows);
    }

    @Test
    void readsSpreadWindowsOfARange() {
        AudioReader reader = AudioReader.of(write()).atRate(16000).range(0.1, 0.3);
        float[] whole = reader.mono().readAll().channels()[0];
        assertEquals(4800, whole.length);
        List<AudioWindow> windows = read(reader, new Windowing.Spread(16));
        assertEquals(16, windows.size());
        assertEquals(15L * (1800 / 16), windows.get(15).start());
        assertSlices(whole, windows);
    }

    @Test
    void tellsOfAFileThatIsCutOff() throws IOException {
        AudioReader reader = AudioReader.of(BytesOf.head(write(), 0.5));
        assertThrows(AudioException.class, () -> read(reader, new Windowing.Consecutive()));
        assertThrows(AudioException.class, () -> read(reader, new Windowing.Spread(2)));
    }

    @Test
    void damageIsSaidOnceHoweverOftenTheFileIsRead() throws IOException {
        Path file = TestEncoder.write(folder.resolve("sound.mp3"), TestFormat.MP3, TestSounds.stereo());
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 3, bytes.length / 2, (byte) 0);
        Files.write(file, bytes);
        List<AudioNotice> notices = new ArrayList<>();
        AudioReader reader = AudioReader.of(file).notices(notices::add);
        try (WindowReader opened = WindowReader.open(reader, LENGTH, new Windowing.Spread(2), ShortClips.PADDING)) {
            while (opened.next().isPresent()) {
                assertTrue(opened.samples() > 0);
            }
        }
        assertEquals(1, notices.size(), notices.toString());
    }

    @Test
    void refusesWindowsWithoutSamples() {
        AudioReader reader = AudioReader.of(write());
        assertThrows(
                IllegalArgumentException.class,
                () -> WindowReader.open(reader, 0, new Windowing.Consecutive(), ShortClips.PADDING));
    }

    private static void assertSlices(float[] whole, List<AudioWindow> windows) {
        for (AudioWindow window : windows) {
            int start = (int) window.start();
            assertEquals(LENGTH, window.recorded());
            assertArrayEquals(Arrays.copyOfRange(whole, start, start + LENGTH), window.samples());
        }
    }

    private static List<AudioWindow> read(AudioReader reader, Windowing windowing) {
        List<AudioWindow> windows = new ArrayList<>();
        try (WindowReader opened = WindowReader.open(reader, LENGTH, windowing, ShortClips.PADDING)) {
            for (var window = opened.next(); window.isPresent(); window = opened.next()) {
                windows.add(window.get());
            }
            assertEquals(reader.mono().readAll().length(), opened.samples());
        }
        return windows;
    }

    private Path write() {
        return TestEncoder.write(folder.resolve("sound.flac"), TestFormat.FLAC_16, TestSounds.stereo());
    }
}
