// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.mir4j.core.error.MirException;

/**
 * The turn to compute a gradient or to draw random numbers from a seed, of which there is one in a process, since
 * libtorch has one generator of random numbers for all threads. Whoever waits longest is next; whoever has the turn may
 * take it again, so that what is nested does not wait for itself.
 */
final class Turn {

    private static final ReentrantLock ONE = new ReentrantLock(true);

    private Turn() {}

    /** Waits for the turn, and has work done in it. */
    static <T> T take(Supplier<T> work) {
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
