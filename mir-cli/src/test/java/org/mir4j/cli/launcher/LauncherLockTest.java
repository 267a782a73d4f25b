// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One launcher builds and others wait, whatever becomes of the one. */
@DisabledOnOs(OS.WINDOWS)
class LauncherLockTest {

    @TempDir
    Path directory;

    private LauncherTree tree;

    @BeforeEach
    void unbuilt() throws IOException {
        tree = new LauncherTree(directory.resolve("tree"));
        tree.tool("java", "echo started");
        tree.tool("mvn", "echo built");
        tree.markBuilt();
        tree.markUnbuilt();
    }

    private void lock(long process) throws Exception {
        Process uname = new ProcessBuilder("uname", "-n").start();
        String machine;
        try (BufferedReader out = uname.inputReader()) {
            machine = out.readLine();
        }
        Files.createDirectory(tree.lock());
        Files.writeString(tree.lock().resolve("holder"), "process " + process + " on " + machine + "\n");
    }

    private static void waitUntil(Path file, String says) throws Exception {
        while (!Files.exists(file) || !Files.readString(file).contains(says)) {
            Thread.sleep(20);
        }
    }

    @Test
    void whoWaitsSaysForWhom() throws Exception {
        long holder = ProcessHandle.current().pid();
        lock(holder);
        Process waiting = tree.start(tree.root(), List.of("./mir"));
        waitUntil(tree.errors(), "mir: waiting for process " + holder + " on ");
        tree.markBuilt();
        Files.delete(tree.lock().resolve("holder"));
        Files.delete(tree.lock());
        assertEquals(0, waiting.waitFor());
        assertEquals(1, Files.readAllLines(tree.errors()).size());
    }

    @Test
    void theLockOfAProcessThatIsNoMoreIsTakenOver() throws Exception {
        Process gone = new ProcessBuilder("sh", "-c", ":").start();
        gone.waitFor();
        lock(gone.pid());
        var outcome = tree.mir();
        assertEquals("started\n", outcome.out());
        assertFalse(outcome.err().contains("waiting"), outcome.err());
        try (Stream<Path> left = Files.list(tree.root())) {
            assertTrue(left.noneMatch(file -> file.toString().contains(".mir-building")));
        }
    }

    @Test
    void anInterruptedBuildEndsAndLeavesNothing() throws Exception {
        Path process = directory.resolve("process");
        tree.tool("mvn", "echo \"$$ builds\" >'" + process + "'; exec sleep 1000");
        Process launcher = tree.start(tree.root(), List.of("./mir"));
        waitUntil(process, "builds");
        launcher.destroy();
        assertEquals(143, launcher.waitFor());
        assertGone(process);
        assertFalse(Files.exists(tree.lock()));
        assertFalse(Files.exists(tree.built().resolveSibling("building")));
        assertFalse(Files.exists(tree.built()));
    }

    @Test
    void anInterruptedRehearsalEndsAndLeavesNothing() throws Exception {
        tree.markBuilt();
        Files.delete(tree.archive());
        Path process = directory.resolve("process");
        tree.tool(
                "java",
                "for a; do case $a in -XX:ArchiveClassesAtExit=*) : >\"${a#*=}\"; esac; done;"
                        + "echo \"$$ rehearses\" >'" + process + "'; exec sleep 1000");
        Process launcher = tree.start(tree.root(), List.of("./mir"));
        waitUntil(process, "rehearses");
        launcher.destroy();
        assertEquals(143, launcher.waitFor());
        assertGone(process);
        try (Stream<Path> left = Files.list(tree.archive().getParent())) {
            assertTrue(left.noneMatch(file -> file.toString().endsWith(".jsa")));
        }
    }

    private static void assertGone(Path file) throws IOException {
        long process = Long.parseLong(Files.readString(file).split(" ")[0]);
        assertFalse(ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false));
    }
}
