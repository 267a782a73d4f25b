// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.AudioException;

/** Files that have been read, half read or refused leave nothing open. */
@EnabledOnOs(OS.LINUX)
class ReleaseTest {

    private static final int TIMES = 500;

    /** Less than the frames of a round come to when they are not freed; decoders and resamplers are larger. */
    private static final long MOST_BYTES = 3_000_000;

    @TempDir
    Path folder;

    @Test
    void closedFilesLeaveNoHandlesAndNoPointers() throws IOException {
        Path good = TestEncoder.write(folder.resolve("good.flac"), TestFormat.FLAC_16, TestSounds.stereo());
        Path bad = BytesOf.head(good, 0.5);
        Path text = Files.writeString(folder.resolve("text.mp3"), "no music");
        readAndFail(good, bad, text);
        long pointers = Pointer.totalCount();
        for (int i = 0; i < TIMES; i++) {
            readAndFail(good, bad, text);
        }
        assertEquals(List.of(), OpenFiles.below(folder));
        long more = Pointer.totalCount() - pointers;
        assertTrue(more < 10, more + " more Java objects hold native memory");
    }

    @Test
    void closedFilesLeaveNoMemoryOfFfmpegs() throws IOException {
        Path good = TestEncoder.write(folder.resolve("good.flac"), TestFormat.FLAC_16, TestSounds.stereo());
        Path bad = BytesOf.head(good, 0.5);
        Path text = Files.writeString(folder.resolve("text.mp3"), "no music");
        NativeMemory.assertReleased(
                folder.resolve("memory.xml"), TIMES, MOST_BYTES, () -> readAndFail(good, bad, text));
    }

    private static void readAndFail(Path good, Path bad, Path text) {
        AudioReader.of(good).atRate(16000).mono().readAll();
        try (AudioStream halfRead = AudioReader.of(good).open()) {
            assertTrue(halfRead.next().isPresent());
        }
        assertThrows(AudioException.class, () -> AudioReader.of(bad).readAll());
        assertThrows(AudioException.class, () -> AudioReader.of(text).readAll());
    }
}
