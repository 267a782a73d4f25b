// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What killed processes left is swept, and nothing else. */
class StaleDraftsTest {

    private static final String OTHER_MACHINE = "00000000";
    private static final Duration AWHILE = Duration.ofMinutes(11);

    @TempDir
    private Path directory;

    /** A process that is no more. */
    private static long deadProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        return process.pid();
    }

    private Path file(String name, Duration age) throws IOException {
        return age(age, Files.writeString(directory.resolve(name), "x"));
    }

    private static Path age(Duration age, Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return List.copyOf(new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList()));
        }
    }

    @Test
    void draftsOfDeadProcessesAreSwept() throws IOException, InterruptedException {
        file(StaleDrafts.name("song.wav", StaleDrafts.thisMachine(), deadProcess(), 1), AWHILE);
        age(AWHILE, model(AWHILE));
        StaleDrafts.sweep(directory);
        assertEquals(List.of(), left());
    }

    /** A directory with one file of an age. */
    private Path model(Duration age) throws IOException, InterruptedException {
        Path model = Files.createDirectory(
                directory.resolve(StaleDrafts.name("tiny", StaleDrafts.thisMachine(), deadProcess(), 1)));
        age(age, Files.writeString(model.resolve("weights.safetensors"), "x"));
        return model;
    }

    @Test
    void draftsThatAreBeingWrittenStayWhoeverCanSeeTheirProcess() throws IOException, InterruptedException {
        Path song =
                file(StaleDrafts.name("song.wav", StaleDrafts.thisMachine(), deadProcess(), 1), Duration.ofMinutes(5));
        Path model = age(AWHILE, model(Duration.ofMinutes(5)));
        StaleDrafts.sweep(directory);
        assertTrue(Files.exists(song));
        assertTrue(Files.exists(model));
    }

    @Test
    void aDraftThatCannotBeSweptKeepsNoOthers() throws IOException {
        List<String> stay = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            file(StaleDrafts.name("song-" + i, OTHER_MACHINE, 1, 1), Duration.ofDays(2));
            String name = StaleDrafts.name("link-" + i, OTHER_MACHINE, 1, 1);
            Files.createSymbolicLink(directory.resolve(name), directory.resolve("absent")); // nobody knows its age
            stay.add(name);
        }
        StaleDrafts.sweep(directory);
        assertEquals(List.copyOf(new TreeSet<>(stay)), left());
    }

    @Test
    void draftsOfLivingProcessesStayHoweverOld() throws IOException {
        Path own = StaleDrafts.beside(directory.resolve("song.wav"));
        file(own.getFileName().toString(), Duration.ofDays(30));
        StaleDrafts.sweep(directory);
        assertTrue(Files.exists(own));
    }

    @Test
    void aNumberThatIsAnotherProcessesNowIsNoLife() throws IOException {
        file(
                StaleDrafts.name(
                        "song.wav",
                        StaleDrafts.thisMachine(),
                        ProcessHandle.current().pid(),
                        1_000_000),
                AWHILE);
        StaleDrafts.sweep(directory);
        boolean known = ProcessHandle.current().info().startInstant().isPresent();
        assertEquals(known ? 0 : 1, left().size());
    }

    @Test
    void draftsOfOtherMachinesAreSweptAfterADay() throws IOException {
        Path young = file(StaleDrafts.name("a", OTHER_MACHINE, 1, 1), Duration.ofHours(20));
        Path old = file(StaleDrafts.name("b", OTHER_MACHINE, 1, 1), Duration.ofDays(2));
        StaleDrafts.sweep(directory);
        assertTrue(Files.exists(young));
        assertFalse(Files.exists(old));
    }

    @Test
    void aPersonsOwnFilesStay() throws IOException {
        List<String> names = List.of(
                ".mir-12345678-1-1-12345678.part",
                ".song.mir-1234567-1-1-12345678.part",
                ".song.wav-01234567-89ab-cdef-0123-456789abcdef.part",
                ".tiny-01234567-89ab-cdef-0123-456789abcdef",
                "mix.part",
                "song.mir-00000000-1-1-12345678.part",
                "tiny-1.part");
        for (String name : names) {
            file(name, Duration.ofDays(400));
        }
        StaleDrafts.sweep(directory);
        assertEquals(List.copyOf(new TreeSet<>(names)), left());
    }

    @Test
    void aDraftOfTheLongestNameCanBeMade() throws IOException {
        String longest = "\u6b4c".repeat(80) + ".wav"; // 244 bytes
        Path draft = AtomicFile.draftOf(directory.resolve(longest));
        assertTrue(StaleDrafts.isDraft(Files.createFile(draft)));
        assertTrue(draft.getFileName().toString().getBytes(StandardCharsets.UTF_8).length < 255);
        assertTrue(StaleDrafts.isDraft(AtomicFile.draftOf(directory.resolve("\ud83c\udfb5".repeat(50)))));
    }
}
