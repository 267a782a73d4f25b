package org.mir4j.models.training.data;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.mir4j.core.error.MirException;

/** The same work for many, on all cores. */
public final class Parallel {

    private Parallel() {}

    /** Counts on several threads; who counts also reports before the next may, so that nobody hears 3 before 2. */
    public static final class Progress {

        private final PreparationListener listener;
        private final String work;
        private final int all;
        private int done;

        /**
         * @param listener hears of each
         * @param work what is done, in words
         * @param all how many there are
         */
        public Progress(PreparationListener listener, String work, int all) {
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
     * The same work for many, on all cores; the first failure stops all of it, and is thrown once nobody works any more.
     *
     * @param <A> an input
     * @param <B> a result
     * @param inputs for each of whom the work is done
     * @param work on several threads
     * @return the results in the order of the inputs
     */
    public static <A, B> List<B> map(List<A> inputs, Function<A, B> work) {
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
            Thread thread = new Thread(task, "mir-preparation");
            thread.setDaemon(true);
            return thread;
        });
        AtomicBoolean over = new AtomicBoolean();
        try {
            List<Future<B>> futures = new ArrayList<>();
            inputs.forEach(input -> futures.add(pool.submit(() -> over.get() ? null : work.apply(input))));
            List<B> results = new ArrayList<>();
            for (Future<B> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MirException("The preparation was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            over.set(true);
            pool.shutdown();
            awaitEnd(pool);
        }
    }

    /** Who goes on working uses what the caller is about to close; nobody is interrupted, who may be reading a file. */
    private static void awaitEnd(ExecutorService pool) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = pool.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
