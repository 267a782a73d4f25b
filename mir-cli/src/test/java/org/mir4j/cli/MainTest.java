// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own. */
class MainTest {

    @TempDir
    Path directory;

    private Process start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    private Process start(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("temporary")),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(1, options);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aPipeThatNobodyReadsEndsItQuietly() throws Exception {
        Process process = start("datasets", "list");
        process.getInputStream().close();
        assertEquals("", errors(process));
        assertEquals(0, process.waitFor());
    }

    @Test
    void whatIsPipedToItIsHeardAndNothingIsLeftOfTheCopy() throws Exception {
        Path song;
        try (Workbench bench = new Workbench(directory)) {
            song = bench.tone("song.wav", 1);
        }
        Path levels = directory.resolve("levels.csv");
        Process process = start("features", "-", "-o", levels.toString(), "--kind", "level");
        try (OutputStream in = process.getOutputStream()) {
            Files.copy(song, in);
        }
        assertEquals("", errors(process));
        assertEquals(0, process.waitFor());
        assertTrue(Files.readAllLines(levels).size() > 10);
        try (Stream<Path> left = Files.list(directory.resolve("temporary"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void nativesThatCannotBeLoadedAreNamedInASentence() throws Exception {
        Path song;
        try (Workbench bench = new Workbench(directory)) {
            song = bench.tone("song.wav", 1);
        }
        Process process = start(
                List.of("-Dorg.bytedeco.javacpp.platform=none"),
                "features",
                song.toString(),
                "-o",
                directory.resolve("x.csv").toString(),
                "--kind",
                "level");
        String said = errors(process);
        assertEquals(3, process.waitFor());
        assertTrue(
                said.startsWith("mir: FFmpeg cannot be loaded: ")
                        && said.lines().count() == 1,
                said);
    }
}
