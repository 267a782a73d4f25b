// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mir4j.audio.home.TemporaryDirectory;
import org.mir4j.core.audio.Waveform;

/** A song that comes in blocks can be read as often as is needed, and leaves nothing behind. */
class SongSpoolTest {

    private static final float[][] FIRST = {{0.5f, -0.25f, 1e-9f}, {0, 1, -1}};
    private static final float[][] SECOND = {{0.125f}, {2}};

    private static Supplier<Optional<Waveform>> song() {
        Iterator<Waveform> blocks =
                List.of(new Waveform(FIRST, 8000), new Waveform(SECOND, 8000)).iterator();
        return () -> blocks.hasNext() ? Optional.of(blocks.next()) : Optional.empty();
    }

    /** Where what a killed process leaves is swept by the next one. */
    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(TemporaryDirectory.ofProcess())) {
            return files.filter(file -> file.toString().endsWith(".floats")).toList();
        }
    }

    @Test
    void aSongComesAsOftenAsIsAsked() throws IOException {
        try (SongSpool spool = new SongSpool(song())) {
            assertEquals(1, files().size());
            for (int time = 0; time < 2; time++) {
                Supplier<Optional<Waveform>> blocks = spool.blocks();
                assertArrayEquals(FIRST, blocks.get().orElseThrow().channels());
                Waveform second = blocks.get().orElseThrow();
                assertArrayEquals(SECOND, second.channels());
                assertEquals(8000, second.sampleRate());
                assertEquals(Optional.empty(), blocks.get());
            }
        }
        assertEquals(List.of(), files());
    }

    @Test
    void aSongThatCannotBeReadOnLeavesNoFile() throws IOException {
        Supplier<Optional<Waveform>> song = song();
        int[] asked = {0};
        assertThrows(
                IllegalStateException.class,
                () -> new SongSpool(() -> {
                    if (asked[0]++ == 1) {
                        throw new IllegalStateException("the end of what can be read");
                    }
                    return song.get();
                }));
        assertEquals(List.of(), files());
    }
}
