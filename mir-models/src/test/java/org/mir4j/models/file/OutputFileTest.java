// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.MirException;

class OutputFileTest {

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
        try (OutputFile output = OutputFile.create(target, false)) {
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
        try (OutputFile output = OutputFile.create(target, true)) {
            Files.writeString(output.draft(), "half of");
        }
        assertEquals("as it was", Files.readString(target));
        assertEquals(List.of("result.txt"), names());
    }

    @Test
    void theDraftThatAKilledProcessLeftThereGoes() throws IOException {
        OutputFile own = OutputFile.create(directory.resolve("own.txt"), false);
        String process = "-" + ProcessHandle.current().pid() + "-";
        String dead = own.draft().getFileName().toString().replace(process, "-" + Integer.MAX_VALUE + "-");
        assertTrue(dead.contains("-" + Integer.MAX_VALUE + "-"), dead);
        Files.setLastModifiedTime(
                Files.createFile(directory.resolve(dead)),
                FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));
        try (own;
                OutputFile next = OutputFile.create(directory.resolve("next.txt"), false)) {
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
            MirException refused = assertThrows(MirException.class, () -> OutputFile.create(target, false));
            assertTrue(refused.getMessage().startsWith(target.toString()), refused.getMessage());
        }
        assertEquals(List.of("there.txt"), names());
    }

    @Test
    void ofTwoThatWriteTheSameFileTheSecondIsRefused() throws IOException {
        Path target = directory.resolve("result.txt");
        try (OutputFile first = OutputFile.create(target, false);
                OutputFile second = OutputFile.create(target, false)) {
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
        assertThrows(MirException.class, () -> OutputFile.create(link, false));
        try (OutputFile output = OutputFile.create(link, true)) {
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
                MirException refused = assertThrows(MirException.class, () -> OutputFile.create(target, force));
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
}
