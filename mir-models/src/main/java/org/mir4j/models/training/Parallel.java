// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mir4j.core.error.MirException;

/** The same work for many, on all cores. */
public final class Parallel {

    private Parallel() {}

    /** Counts on several threads; who counts also reports before the next may, so that nobody is told of 3 before 2. */
    public static final class Progress {

        private final TrainingListener listener;
        private final String work;
        private final int all;
        private int done;

        /**
         * @param listener is told of each
         * @param work what is done, in words
         * @param all how many there are
         */
        public Progress(TrainingListener listener, String work, int all) {
            this.listener = listener;
            this.work = work;
            this.all = all;
        }

        /** One more is done. */
        public synchronized void oneMore() {
            done++;
            listener.prepared(work, done, all);
        }
    }

    /**
     * The same work for many, on all cores; the first failure stops all of it, and is thrown once nobody works any more. Of
     * several failures it is that of the earliest input.
     *
     * @param <A> an input
     * @param <B> a result
     * @param inputs for each of whom the work is done
     * @param work on several threads
     * @return the results in the order of the inputs
     * @throws MirException if the calling thread is interrupted, at whatever moment; it stays marked as such
     */
    public static <A, B> List<B> map(List<A> inputs, Function<A, B> work) {
        return map(inputs, work, Runtime.getRuntime().availableProcessors());
    }

    /** The same on so many threads. */
    static <A, B> List<B> map(List<A> inputs, Function<A, B> work, int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "mir-preparation");
            thread.setDaemon(true);
            return thread;
        });
        AtomicBoolean over = new AtomicBoolean();
        List<Future<B>> futures = new ArrayList<>();
        try {
            for (A input : inputs) {
                futures.add(pool.submit(() -> over.get() ? null : stoppingAll(over, () -> work.apply(input))));
            }
        } catch (RuntimeException | Error e) { // no memory for another thread, or for what is to be done
            over.set(true);
            throw e;
        } finally {
            pool.shutdown();
            awaitEnd(pool, over);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new MirException("The preparation was interrupted.");
        }
        return futures.stream().map(Parallel::result).toList();
    }

    private static <B> B stoppingAll(AtomicBoolean over, Supplier<B> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            over.set(true);
            throw e;
        }
    }

    /** What came of work that has ended. */
    private static <B> B result(Future<B> ended) {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw (RuntimeException) e.getCause(); // a function throws nothing else
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MirException("The preparation was interrupted.", e);
        }
    }

    /**
     * Waits until nobody works any more, who would use what the caller is about to close. An interrupted caller has no more
     * work begun, but what has begun is not interrupted: it may be reading a file.
     */
    private static void awaitEnd(ExecutorService pool, AtomicBoolean over) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = pool.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
                over.set(true);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
