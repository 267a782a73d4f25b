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
final class Parallel {

    private Parallel() {}

    /**
     * The results in the order of the inputs; the first failure stops all of it, and is thrown once nobody works any
     * more.
     */
    static <A, B> List<B> map(List<A> inputs, Function<A, B> work) {
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
