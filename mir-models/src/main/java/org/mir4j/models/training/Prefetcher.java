// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.IntFunction;
import org.mir4j.core.error.MirException;

/**
 * Makes batches on a thread of its own, a few ahead, so that the trainer never waits.
 *
 * @param <B> a batch
 */
public final class Prefetcher<B> implements AutoCloseable, Iterator<B> {

    private static final int AHEAD = 4;

    /** Why there is no batch. */
    private record Failure(Throwable cause) {}

    private final BlockingQueue<Object> ready = new ArrayBlockingQueue<>(AHEAD); // batches, or a failure
    private final Thread worker;
    private int left;

    /**
     * @param count how many batches there are
     * @param maker makes each of them, from 0, in order
     */
    public Prefetcher(int count, IntFunction<B> maker) {
        left = count;
        worker = new Thread(() -> make(count, maker), "mir-batches");
        worker.setDaemon(true);
        worker.start();
    }

    private void make(int count, IntFunction<B> maker) {
        try {
            for (int number = 0; number < count; number++) {
                ready.put(maker.apply(number));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody wants more
        } catch (RuntimeException | Error e) {
            offer(e);
        }
    }

    private void offer(Throwable failure) {
        try {
            ready.put(new Failure(failure));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    @SuppressWarnings("unchecked") // what is no failure is what the maker made
    public B next() {
        if (left == 0) {
            throw new NoSuchElementException("there are no more batches");
        }
        try {
            Object made = ready.take();
            if (made instanceof Failure failure) {
                left = 0; // nothing comes after it
                if (failure.cause() instanceof Error error) {
                    throw error; // want of memory stays what it is
                }
                throw new MirException("A batch cannot be made: " + failure.cause() + ".", failure.cause());
            }
            left--;
            return (B) made;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MirException("The training was interrupted.", e);
        }
    }

    /** Stops making batches. */
    @Override
    public void close() {
        worker.interrupt();
    }
}
