package org.mir4j.cli.separation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.Main;
import org.mir4j.cli.SeparationBench;

/** A separation in a process of its own that is told to end while it writes. */
class InterruptedSeparationTest {

    private static final int SECONDS = 300;

    @TempDir
    Path directory;

    private static boolean holdsDrafts(Path out) throws IOException {
        if (!Files.exists(out)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(out)) {
            return files.anyMatch(
                    file -> file.toString().endsWith(".part") && file.toFile().length() > 0);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // where a process cannot be told to end
    void nothingIsLeftOfASeparationThatIsInterrupted() throws Exception {
        try (SeparationBench bench = new SeparationBench(directory)) {
            Path song = bench.song("song.wav", SeparationBench.tones(1, SECONDS * SeparationBench.RATE, 0.5, 0.25));
            Path out = bench.path("out");
            Path said = directory.resolve("said");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dmir.terminal.error=true",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "separate",
                            song.toString(),
                            "-o",
                            out.toString(),
                            "-m",
                            bench.split().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            while (process.isAlive()
                    && !(holdsDrafts(out) && Files.readString(said).contains("real time"))) {
                Thread.sleep(5);
            }
            assertTrue(process.isAlive(), () -> "it ended by itself: " + said);
            process.destroy();
            process.waitFor();
            assertTrue(Files.readString(said).endsWith("\r\u001b[K"), "the line of progress goes too");
            assertFalse(Files.exists(out), "drafts go, and folders that were made for them");
        }
    }
}
