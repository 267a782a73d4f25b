// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is written is on the disk before it takes its name, and so is the name before anything goes on. */
class DiskTest {

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    /** What is forced to the disk while something is done, as the JVM tells it. */
    private List<Path> forced(Path file) throws IOException {
        Path events = elsewhere.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold().withoutStackTrace();
            recording.start();
            WholeFile.write(file, draft -> Files.writeString(draft, "new"));
            recording.stop();
            recording.dump(events);
        }
        return RecordingFile.readAllEvents(events).stream()
                .map(event -> Path.of(event.getString("path")))
                .filter(path -> path.startsWith(directory))
                .toList();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theDraftIsForcedAndThenTheDirectory() throws IOException {
        List<Path> forced = forced(directory.resolve("notes.txt"));
        assertEquals(2, forced.size(), forced.toString());
        assertTrue(WholeFile.isDraft(forced.get(0)), forced.toString());
        assertEquals(directory, forced.get(1));
    }

    @Test
    void anInterruptedThreadWritesAllTheSameAndStaysInterrupted() throws IOException {
        Path file = directory.resolve("notes.txt");
        Thread.currentThread().interrupt();
        WholeFile.write(file, draft -> Files.writeString(draft, "new"));
        assertTrue(Thread.interrupted());
        assertEquals("new", Files.readString(file));
    }

    @Test
    void aDraftThatIsNotThereReplacesNothing() throws IOException {
        Path file = Files.writeString(directory.resolve("notes.txt"), "old");
        assertThrows(IOException.class, () -> Disk.replace(directory.resolve("absent"), file));
        assertEquals("old", Files.readString(file));
    }
}
