// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryDirectoryTest {

    /** A process that puts a file into its directory, says where that is, and ends when its input does. */
    public static final class Tenant {

        private Tenant() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path directory = TemporaryDirectory.ofProcess();
            Files.createFile(Files.createDirectory(directory.resolve("deeper")).resolve("file"));
            if (arguments.length > 0) {
                collectGarbage();
            }
            System.out.println(directory);
            System.in.transferTo(System.out);
        }

        /** Lets Java close what nobody can reach. */
        private static void collectGarbage() throws InterruptedException {
            for (int round = 0; round < 2; round++) {
                CountDownLatch collected = new CountDownLatch(1);
                Cleaner.create().register(new Object(), collected::countDown);
                while (!collected.await(100, TimeUnit.MILLISECONDS)) {
                    System.gc();
                }
            }
        }
    }

    @TempDir
    Path parent;

    private Process tenant(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + parent,
                "-cp",
                System.getProperty("java.class.path"),
                Tenant.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Path directory(Process tenant) throws IOException {
        InputStream out = tenant.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int letter = out.read(); letter != '\n'; letter = out.read()) {
            assertTrue(letter >= 0, "it ended before it had a directory");
            line.append((char) letter);
        }
        return Path.of(line.toString().strip());
    }

    private List<Path> inParent() throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.toList();
        }
    }

    @Test
    void itGoesWithItsProcessHoweverThatEnds() throws Exception {
        Process ended = tenant();
        Path directory = directory(ended);
        assertEquals(parent, directory.getParent());
        assertTrue(Files.exists(directory.resolve("deeper/file")));
        ended.getOutputStream().close();
        assertEquals(0, ended.waitFor());
        Process terminated = tenant();
        directory(terminated);
        terminated.destroy();
        terminated.waitFor();
        assertEquals(List.of(), inParent());
    }

    @Test
    void thatOfAKilledProcessIsSweptAndNothingElse() throws Exception {
        Process killed = tenant();
        Process living = tenant();
        Path left = directory(killed);
        Path used = directory(living);
        killed.destroyForcibly().waitFor();
        Path foreign = Files.createDirectory(parent.resolve("mir-process-mine"));
        Path other = Files.writeString(parent.resolve("mir-process-notes"), "text", StandardCharsets.UTF_8);
        TemporaryDirectory.sweep(parent);
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(used.resolve("deeper/file")));
        assertTrue(Files.exists(foreign) && Files.exists(other));
        living.destroy();
        living.waitFor();
    }

    @Test
    void thatOfALivingProcessStaysAfterItsGarbageIsCollected() throws Exception {
        Process living = tenant("collect");
        Path used = directory(living);
        TemporaryDirectory.sweep(parent);
        assertTrue(Files.exists(used.resolve("deeper/file")));
        living.destroy();
        living.waitFor();
    }

    @Test
    void aProcessHasOne() {
        assertEquals(TemporaryDirectory.ofProcess(), TemporaryDirectory.ofProcess());
    }
}
