// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.concurrent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.mir4j.core.error.MirException;

/**
 * Applies a function to inputs on threads of its own, a bounded number of inputs ahead of whoever takes the results, in the
 * order of the inputs. One thread takes the results; it is the one that asks for inputs, too.
 *
 * <p>One rule holds for all that runs in parallel:
 *
 * <ul>
 *   <li><b>Failure.</b> What the function throws reaches the taker as it is, an {@link OutOfMemoryError} as well, in the
 *       place of the result; results of inputs before it still come. After a failure no input is begun.
 *   <li><b>Interruption.</b> A taker that is interrupted, at whatever moment, is told so by a {@link MirException} and stays
 *       marked as interrupted.
 *   <li><b>Closing.</b> No input is begun any more, the threads at work are interrupted, and it returns when all of them have
 *       ended, so that nobody uses what the taker closes next. A function that meets its end this way has nothing to report.
 *   <li><b>Progress.</b> Counts grow by one, one thread at a time, and not after a failure or the closing.
 * </ul>
 *
 * @param <A> an input
 * @param <B> a result
 */
public final class ParallelMap<A, B> implements Iterator<B>, AutoCloseable {

    /** An input that was handed out, and what will come of it. */
    private record Begun<A, B>(A input, Future<B> result) {}

    private final String activity;
    private final Iterator<? extends A> inputs;
    private final Function<? super A, ? extends B> function;
    private final IntConsumer progress;
    private final ExecutorService threads;
    private final Queue<Begun<A, B>> begun = new ArrayDeque<>();
    private int handedOut;
    private int done; // guarded by this
    private int end = Integer.MAX_VALUE; // inputs from this one on are not begun; guarded by this

    /**
     * Begins to work.
     *
     * @param activity a noun that names the threads and stands in messages, for example {@code evaluation}
     * @param inputs asked for as results are taken, on the thread that takes them
     * @param function is applied to several inputs at once
     * @param threads how many at most, from 1
     * @param ahead how many inputs may be handed out before the first result is taken, from 1
     */
    public ParallelMap(
            String activity,
            Iterator<? extends A> inputs,
            Function<? super A, ? extends B> function,
            int threads,
            int ahead) {
        this(activity, inputs, function, threads, ahead, count -> {});
    }

    private ParallelMap(
            String activity,
            Iterator<? extends A> inputs,
            Function<? super A, ? extends B> function,
            int threads,
            int ahead,
            IntConsumer progress) {
        if (ahead < 1) {
            throw new IllegalArgumentException("at least one input is handed out ahead, got " + ahead);
        }
        this.activity = activity;
        this.inputs = inputs;
        this.function = function;
        this.progress = progress;
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "mir-" + activity);
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (int i = 0; i < ahead; i++) {
                beginOne();
            }
        } catch (RuntimeException | Error e) { // no input, or no memory for a thread; nobody else could close this
            close();
            throw e;
        }
    }

    /**
     * Applies a function to all inputs.
     *
     * @param <A> an input
     * @param <B> a result
     * @param activity a noun that names the threads and stands in messages
     * @param inputs all of them
     * @param function is applied to several inputs at once
     * @param threads how many at most, from 1
     * @param progress is told how many inputs are done, on the threads that have done them
     * @return the results in the order of the inputs
     * @throws MirException if the calling thread is interrupted
     */
    public static <A, B> List<B> all(
            String activity,
            List<A> inputs,
            Function<? super A, ? extends B> function,
            int threads,
            IntConsumer progress) {
        int ahead = Math.max(1, inputs.size());
        try (ParallelMap<A, B> map =
                new ParallelMap<>(activity, inputs.iterator(), function, threads, ahead, progress)) {
            List<B> results = new ArrayList<>(inputs.size());
            map.forEachRemaining(results::add);
            map.requireNoInterruption();
            return results;
        }
    }

    private void beginOne() {
        if (handedOut < end() && inputs.hasNext()) {
            A input = inputs.next();
            int number = handedOut++;
            begun.add(new Begun<>(input, threads.submit(() -> number < end() ? result(number, input) : null)));
        }
    }

    /** On a thread of the pool. */
    private B result(int number, A input) {
        try {
            B result = function.apply(input);
            count();
            return result;
        } catch (RuntimeException | Error e) {
            endBefore(number + 1);
            throw e;
        }
    }

    private synchronized void count() {
        if (end == Integer.MAX_VALUE) {
            done++;
            progress.accept(done);
        }
    }

    private synchronized int end() {
        return end;
    }

    private synchronized void endBefore(int number) {
        end = Math.min(end, number);
    }

    @Override
    public boolean hasNext() {
        return !begun.isEmpty();
    }

    /**
     * The input of the next result, which is worked on already or is as soon as a thread is free: for a function that hands
     * over piece by piece what it makes of its input, through the input itself.
     *
     * @return the input
     * @throws NoSuchElementException if there is none
     */
    public A input() {
        if (begun.isEmpty()) {
            throw new NoSuchElementException("there are no more inputs");
        }
        return begun.element().input();
    }

    /**
     * Waits for the next result.
     *
     * @return what the function made of the next input
     * @throws MirException if the calling thread is interrupted
     * @throws NoSuchElementException if there is none
     */
    @Override
    public B next() {
        if (begun.isEmpty()) {
            throw new NoSuchElementException("there are no more results");
        }
        requireNoInterruption();
        try {
            B result = begun.element().result().get();
            begun.remove();
            beginOne();
            return result;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        } catch (ExecutionException e) {
            begun.clear(); // nothing comes after it
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause(); // a function throws nothing else
        }
    }

    private void requireNoInterruption() {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(null);
        }
    }

    private MirException interrupted(InterruptedException cause) {
        return new MirException("The " + activity + " was interrupted.", cause);
    }

    /** Begins nothing more, interrupts what has begun, and waits for its end. */
    @Override
    public void close() {
        endBefore(0);
        begun.clear();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            threads.shutdownNow(); // once more if somebody has swallowed an interrupt
            try {
                ended = threads.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
