// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.MirException;

/** Files that are there whole or not at all, and are on the disk before they take their names. */
class AtomicFileTest {

    @TempDir
    Path directory;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void theFileAppearsWholeOnCommit() throws IOException {
        Path target = directory.resolve("result.txt");
        try (AtomicFile output = AtomicFile.create(target, false)) {
            Files.writeString(output.draft(), "all of it");
            assertTrue(Files.notExists(target));
            output.commit();
        }
        assertEquals("all of it", Files.readString(target));
        assertEquals(List.of("result.txt"), names());
    }

    @Test
    void nothingIsLeftWithoutCommit() throws IOException {
        Path target = Files.writeString(directory.resolve("result.txt"), "as it was");
        try (AtomicFile output = AtomicFile.create(target, true)) {
            Files.writeString(output.draft(), "half of");
        }
        assertEquals("as it was", Files.readString(target));
        assertEquals(List.of("result.txt"), names());
    }

    @Test
    void theDraftThatAKilledProcessLeftThereGoes() throws IOException {
        AtomicFile own = AtomicFile.create(directory.resolve("own.txt"), false);
        String process = "-" + ProcessHandle.current().pid() + "-";
        String dead = own.draft().getFileName().toString().replace(process, "-" + Integer.MAX_VALUE + "-");
        assertTrue(dead.contains("-" + Integer.MAX_VALUE + "-"), dead);
        Files.setLastModifiedTime(
                Files.createFile(directory.resolve(dead)),
                FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));
        try (own;
                AtomicFile next = AtomicFile.create(directory.resolve("next.txt"), false)) {
            assertTrue(Files.notExists(directory.resolve(dead)));
            assertTrue(Files.exists(own.draft()), "one that is being written stays");
            next.commit();
        }
        assertEquals(List.of("next.txt"), names());
    }

    @Test
    void placesThatCannotBeWrittenToAreRefusedAtOnce() throws IOException {
        Path there = Files.createFile(directory.resolve("there.txt"));
        for (Path target : List.of(there, directory, directory.resolve("no/where.txt"))) {
            MirException refused = assertThrows(MirException.class, () -> AtomicFile.create(target, false));
            assertTrue(refused.getMessage().startsWith(target.toString()), refused.getMessage());
        }
        assertEquals(List.of("there.txt"), names());
    }

    @Test
    void ofTwoThatWriteTheSameFileTheSecondIsRefused() throws IOException {
        Path target = directory.resolve("result.txt");
        try (AtomicFile first = AtomicFile.create(target, false);
                AtomicFile second = AtomicFile.create(target, false)) {
            Files.writeString(first.draft(), "first");
            Files.writeString(second.draft(), "second");
            first.commit();
            MirException refused = assertThrows(MirException.class, second::commit);
            assertEquals(target + " exists already, and is not to be replaced.", refused.getMessage());
        }
        assertEquals("first", Files.readString(target));
        assertEquals(List.of("result.txt"), names());
    }

    @Test
    void aLinkStaysOneAndItsFileIsReplaced() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path file = Files.writeString(elsewhere.resolve("result.txt"), "old");
        Path link = link("link.txt", file);
        assertThrows(MirException.class, () -> AtomicFile.create(link, false));
        try (AtomicFile output = AtomicFile.create(link, true)) {
            Files.writeString(output.draft(), "new");
            output.commit();
        }
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsNoFileIsNeverReplaced() {
        Path nowhere = link("nowhere", directory.resolve("gone"));
        for (Path target : List.of(Path.of("/dev/null"), nowhere, Path.of(""), Path.of("/"))) {
            for (boolean force : new boolean[] {false, true}) {
                MirException refused = assertThrows(MirException.class, () -> AtomicFile.create(target, force));
                assertTrue(refused.getMessage().contains(" to write to."), refused.getMessage());
            }
        }
        assertTrue(Files.isSymbolicLink(nowhere));
    }

    private Path link(String name, Path target) {
        try {
            return Files.createSymbolicLink(directory.resolve(name), target);
        } catch (IOException | UnsupportedOperationException e) {
            return abort("skipped: no symbolic links here");
        }
    }

    @Test
    void aFileIsReplacedAndNothingElseIsLeft() throws IOException {
        Path file = Files.writeString(directory.resolve("notes.txt"), "old");
        AtomicFile.write(file, draft -> {
            assertTrue(StaleDrafts.isDraft(draft), draft.toString());
            assertEquals("old", Files.readString(file));
            Files.writeString(draft, "new");
        });
        assertEquals("new", Files.readString(file));
        assertEquals(List.of("notes.txt"), names());
        assertFalse(StaleDrafts.isDraft(file));
    }

    @Test
    void aFailureLeavesWhatWasThereAndNoDraft() throws IOException {
        Path file = Files.writeString(directory.resolve("notes.txt"), "old");
        assertThrows(
                IOException.class,
                () -> AtomicFile.write(file, draft -> {
                    Files.writeString(draft, "half of");
                    throw new IOException("no space left on device");
                }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("notes.txt"), names());
    }

    /** What is forced to the disk while something is done, as the JVM tells it. */
    private List<Path> forced(Path file, Path elsewhere) throws IOException {
        Path events = elsewhere.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold().withoutStackTrace();
            recording.start();
            AtomicFile.write(file, draft -> Files.writeString(draft, "new"));
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
    void theDraftIsForcedAndThenTheDirectory(@TempDir Path elsewhere) throws IOException {
        List<Path> forced = forced(directory.resolve("notes.txt"), elsewhere);
        assertEquals(2, forced.size(), forced.toString());
        assertTrue(StaleDrafts.isDraft(forced.get(0)), forced.toString());
        assertEquals(directory, forced.get(1));
    }

    @Test
    void anInterruptedThreadWritesAllTheSameAndStaysInterrupted() throws IOException {
        Path file = directory.resolve("notes.txt");
        Thread.currentThread().interrupt();
        AtomicFile.write(file, draft -> Files.writeString(draft, "new"));
        assertTrue(Thread.interrupted());
        assertEquals("new", Files.readString(file));
    }

    @Test
    void aDraftThatIsNotThereReplacesNothing() throws IOException {
        Path file = Files.writeString(directory.resolve("notes.txt"), "old");
        assertThrows(IOException.class, () -> AtomicFile.replace(directory.resolve("absent"), file));
        assertEquals("old", Files.readString(file));
    }
}
