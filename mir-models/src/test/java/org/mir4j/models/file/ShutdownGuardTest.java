// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when a program ends in the middle: it runs in a process of its own. */
class ShutdownGuardTest {

    @TempDir
    Path directory;

    private List<String> leftBy(String... options) throws Exception {
        Process process = new ProcessBuilder(Stream.of(
                                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString()),
                                Stream.of(options),
                                Stream.of(
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Program.class.getName(),
                                        directory.toString()))
                        .flatMap(part -> part)
                        .toList())
                .inheritIO()
                .start();
        assertEquals(0, process.waitFor());
        try (Stream<Path> files = Files.walk(directory)) {
            return files.skip(1)
                    .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatIsOwnedGoesWithTheProgramAndNothingElse() throws Exception {
        assertEquals(List.of("committed.txt", "full", "full/mine.txt"), leftBy());
    }

    @Test
    void nothingIsRememberedOfFilesThatAreClosed() throws Exception {
        assertEquals(
                List.of("committed.txt", "full", "full/mine.txt"),
                leftBy("--add-opens=java.base/java.io=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED"));
    }

    /** Ends in the middle of its work; if it may look inside of Java, it asks first what that remembers for the end. */
    static final class Program {

        private Program() {}

        /** Takes a directory. */
        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            try (AtomicFile committed = AtomicFile.create(directory.resolve("committed.txt"), false)) {
                committed.commit();
            }
            AtomicFile.create(directory.resolve("given up.txt"), false).close();
            if (Object.class.getModule().isOpen("java.io", Program.class.getModule())) {
                assertTrue(remembered("java.io.DeleteOnExitHook", "files").isEmpty());
                assertTrue(remembered("java.lang.ApplicationShutdownHooks", "hooks").stream()
                        .noneMatch(hook -> hook.toString().contains("mir-shutdown-guard")));
            }
            AtomicFile.create(directory.resolve("in work.txt"), false);
            ShutdownGuard guard = new ShutdownGuard();
            guard.step(() -> make(directory, guard));
            System.exit(0);
        }

        private static void make(Path directory, ShutdownGuard guard) {
            try {
                for (String folder : List.of("full", "empty")) {
                    guard.owns(Files.createDirectory(directory.resolve(folder)));
                }
                guard.owns(Files.createFile(directory.resolve("full/draft.txt")));
                Files.createFile(directory.resolve("full/mine.txt"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private static Collection<?> remembered(String type, String field) throws Exception {
            var files = Class.forName(type).getDeclaredField(field);
            files.setAccessible(true);
            Object value = files.get(null);
            return value instanceof Map<?, ?> map ? map.keySet() : (Collection<?>) value;
        }
    }
}
