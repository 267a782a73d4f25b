// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.mir4j.core.error.MirException;

/**
 * The lock that is held while a gradient is computed or random numbers are drawn from a seed. There is one in a process,
 * since libtorch has one generator of random numbers for all threads. It is fair, whoever waits longest is next, and
 * reentrant, so that nested work does not wait for itself.
 */
final class EngineLock {

    private static final ReentrantLock ONE = new ReentrantLock(true);

    private EngineLock() {}

    /** Waits for the lock, and has work done while it is held. */
    static <T> T holding(Supplier<T> work) {
        try {
            ONE.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MirException(
                    "The training or explanation was interrupted, before it had its turn in this program.", e);
        }
        try {
            return work.get();
        } finally {
            ONE.unlock();
        }
    }
}
