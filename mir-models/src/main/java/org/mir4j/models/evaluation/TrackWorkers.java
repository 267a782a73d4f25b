// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.mir4j.core.error.MirException;

/** Works on several tracks at once, a track a thread; what one thread decodes, another scores meanwhile. */
final class TrackWorkers {

    /** Workers heed interruption soon, unless the system hangs in a read: that must not hang us too. */
    private static final long PATIENCE_SECONDS = 30;

    private TrackWorkers() {}

    /**
     * Does the work for every track.
     *
     * @param tracks the tracks; taken in their order
     * @param workers how many threads
     * @param work is called once a track; what it throws stops all of it and is thrown
     * @throws MirException if the calling thread is interrupted
     */
    static <T> void each(List<T> tracks, int workers, Consumer<T> work) {
        Iterator<T> left = tracks.iterator();
        ExecutorService pool = Executors.newFixedThreadPool(workers, task -> {
            Thread thread = new Thread(task, "mir-evaluation");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                ends.add(pool.submit(() -> takeAll(left, work)));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MirException("The evaluation was interrupted.", e);
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } finally {
            stop(pool);
        }
    }

    /** The results are closed next: nobody should write to them any more. */
    private static void stop(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> void takeAll(Iterator<T> left, Consumer<T> work) {
        boolean whole = false;
        try {
            for (T track = take(left); track != null; track = take(left)) {
                work.accept(track);
            }
            whole = true;
        } finally {
            if (!whole) {
                drain(left);
            }
        }
    }

    private static <T> T take(Iterator<T> left) {
        synchronized (left) {
            return left.hasNext() && !Thread.currentThread().isInterrupted() ? left.next() : null;
        }
    }

    /** Leaves nothing to the other threads. */
    private static void drain(Iterator<?> left) {
        synchronized (left) {
            left.forEachRemaining(track -> {});
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }
}
