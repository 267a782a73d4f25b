// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The end of the program, by Ctrl-C or {@code kill}, between steps that make files or give them their names: a step that
 * has begun is done, none begins after it, and drafts that would vanish then are not made anew.
 */
public final class ShutdownGuard implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();

    /** It never gives the lock back: whoever waits for it waits until the program has ended. */
    private final Thread hook = new Thread(lock::lock, "mir-shutdown-guard");

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

    /** Watches no longer. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // the program ends this very moment
        }
    }
}
