// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

/** Files and sounds that have been written, resampled, begun or refused leave nothing open. */
@EnabledOnOs(OS.LINUX)
class WriterReleaseTest {

    private static final int TIMES = 20;

    /** Less than one frame of each format comes to in so many times; encoders are larger. */
    private static final long MOST_BYTES = 500_000;

    private static final AudioTags TAGS = new AudioTags(Map.of("title", "A title"));

    private final Waveform sound = new Waveform(TestSounds.noise(2, 20_000), 44100);

    @TempDir
    Path folder;

    @Test
    void closedOnesLeaveNothingBehind() throws IOException {
        writeAndFail();
        long pointers = Pointer.totalCount();
        NativeMemory.assertReleased(folder.resolve("memory.xml"), TIMES, MOST_BYTES, this::writeAndFail);
        assertEquals(List.of(), OpenFiles.below(folder));
        assertEquals(List.of(), OpenFiles.below(Path.of("/dev/full")));
        long more = Pointer.totalCount() - pointers;
        assertTrue(more < 10, more + " more Java objects hold native memory");
    }

    private void writeAndFail() {
        for (AudioFormat format : AudioFormat.values()) {
            Written.file(folder.resolve("whole"), format, sound, TAGS);
            AudioWriter full = new AudioWriter(Path.of("/dev/full"), format, 44100, 2, TAGS);
            assertThrows(AudioException.class, () -> {
                full.write(sound); // fails where that is more than FFmpeg gathers, the others fail in the end
                full.close();
            });
            full.close();
            Path nowhere = folder.resolve("x".repeat(300));
            assertThrows(AudioException.class, () -> new AudioWriter(nowhere, format, 44100, 2, TAGS));
        }
        try (Resampler resampler = new Resampler(44100, 16000, 2)) {
            resampler.resample(sound);
        }
        assertThrows(AudioException.class, () -> new Resampler(44100, Integer.MAX_VALUE, 2));
    }
}
