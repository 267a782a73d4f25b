// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.Progress;
import org.mir4j.models.ProgressListener;
import org.mir4j.models.store.ModelDirectory;

/** A separation in a process of its own that is told to end in the middle of a song. */
class InterruptedSeparationTest {

    private static final String IN_THE_MIDDLE = "in the middle";

    @TempDir
    Path directory;

    private static boolean holdsDrafts(Path out) throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.anyMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // where a process cannot be told to end
    void nothingIsLeftOfASeparationThatIsInterrupted() throws Exception {
        Path song = FileSeparationTest.song(directory);
        Path out = directory.resolve("out");
        FileSeparationTest.model(directory);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        song.toString(),
                        directory.resolve("model").toString(),
                        out.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader()) {
            assertEquals(IN_THE_MIDDLE, said.readLine());
            assertTrue(holdsDrafts(out), "it writes to drafts");
            process.destroy();
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        assertFalse(Files.exists(out), "drafts go, and folders that were made for them");
    }

    /** What runs in the process: it stops in the middle of the song, and waits for its end. */
    static final class Program {

        private Program() {}

        /** Takes a song, a model, and a directory for the stems. */
        public static void main(String[] arguments) {
            try (Separator separator =
                    Separator.load(ModelDirectory.open(Path.of(arguments[1])), ModelOptions.on(Device.cpu()))) {
                separator.separate(
                        Path.of(arguments[0]),
                        Path.of(arguments[2]).resolve("song"),
                        SeparationOptions.standard().withListener(new Held()));
            }
        }
    }

    /** Says that the song is in work, and lets nobody go on. */
    private static final class Held implements ProgressListener {

        @Override
        public void progressed(Progress progress) {
            System.out.println(IN_THE_MIDDLE);
            System.out.flush();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
