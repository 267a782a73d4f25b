// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;

/**
 * A directory for files that a process needs for a while. It is made when it is first asked for, in Java's directory for
 * temporary files ({@code java.io.tmpdir}), and goes when the process ends. What processes left that were killed goes
 * when the next one needs a directory: a process holds a lock as long as it lives.
 */
public final class TemporaryDirectory {

    private static final String PREFIX = "mir-process-";
    private static final String LOCK = "lock";

    private TemporaryDirectory() {}

    /**
     * Made when it is first used, or why it could not be. What holds the lock is kept, too: Java closes a channel that
     * nobody can reach any more.
     */
    private record Attempt(Path path, FileChannel lock, MirException failure) {

        private static final Attempt OF_PROCESS = in(Path.of(System.getProperty("java.io.tmpdir")));

        static Attempt in(Path parent) {
            try {
                return make(parent);
            } catch (MirException e) {
                return new Attempt(null, null, e);
            }
        }
    }

    /**
     * The directory of this process.
     *
     * @return a directory that is there, which only this user can read
     * @throws MirException if it cannot be made
     */
    public static Path ofProcess() {
        if (Attempt.OF_PROCESS.failure() != null) {
            throw Attempt.OF_PROCESS.failure();
        }
        return Attempt.OF_PROCESS.path();
    }

    private static Attempt make(Path parent) {
        sweep(parent);
        try {
            Path directory = Files.createTempDirectory(parent, PREFIX);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory), "mir-temporary"));
            Path draft = directory.resolve("draft");
            FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel.lock();
            Files.move(draft, directory.resolve(LOCK)); // nobody sees it unlocked
            return new Attempt(directory, channel, null);
        } catch (IOException e) {
            throw new MirException(
                    "There is no place for temporary files: " + parent + " cannot be written to (" + Reason.of(e)
                            + "); name another directory in TMPDIR, or with -Djava.io.tmpdir.",
                    e);
        }
    }

    /** Deletes the directories of processes that are no more. */
    static void sweep(Path parent) {
        try (Stream<Path> files = Files.list(parent)) {
            files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .filter(TemporaryDirectory::isAbandoned)
                    .toList()
                    .forEach(TemporaryDirectory::delete);
        } catch (IOException | UncheckedIOException ignored) {
            // they only take room, and another process may sweep at the same time
        }
    }

    /** Whether no process holds the lock; without one, it is not ours, or just being made. */
    private static boolean isAbandoned(Path directory) {
        Path lock = directory.resolve(LOCK);
        if (!Files.isWritable(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false; // it is this process's
        }
    }

    /** Deletes a directory with all that is in it; links are not followed. */
    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> inner = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : inner) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException ignored) {
            // what is left goes when the next process sweeps
        }
    }
}
