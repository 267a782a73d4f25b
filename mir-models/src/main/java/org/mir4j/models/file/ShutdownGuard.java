// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The end of the program, by Ctrl-C or {@code kill}, between steps that make files or give them their names: a step that
 * has begun is done, none begins after it, and what was made for the while goes.
 *
 * <p>Java's own {@code deleteOnExit} remembers each file for as long as the program runs, which a server may do for
 * months; a guard forgets its files when it is closed.
 */
public final class ShutdownGuard implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();

    /** It never gives the lock back: whoever waits for it waits until the program has ended. */
    private final Thread hook = new Thread(this::end, "mir-shutdown-guard");

    private final Deque<Path> temporary = new ArrayDeque<>(); // the last one first; guarded by the lock

    /** Watches from now on; where the program ends already, no step begins. */
    public ShutdownGuard() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            hook.setDaemon(true);
            hook.start();
            awaitEnd();
        }
    }

    private void end() {
        lock.lock();
        temporary.forEach(ShutdownGuard::deleteQuietly);
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException ignored) {
            // a folder that something has come into; a draft that cannot be deleted is swept by a later run
        }
    }

    private void awaitEnd() {
        while (!lock.isLocked()) {
            Thread.onSpinWait(); // until the hook has the lock, for good
        }
    }

    /**
     * Does a step, which should be short, unless the program ends.
     *
     * @param step what to do
     */
    public void step(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes care of a file or a folder, to be called in the step that makes it: it goes if the program ends while this
     * watches. A folder stays if there is something in it then that does not go.
     *
     * @param path of what is made
     */
    public void owns(Path path) {
        step(() -> temporary.push(path));
    }

    /** Watches no longer, and forgets what was made. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // the program ends this very moment
        }
    }
}
