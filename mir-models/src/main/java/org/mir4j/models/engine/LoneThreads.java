// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.mir4j.core.concurrent.ParallelMap;

/**
 * Work on several threads of the CPU, each of which computes alone.
 *
 * <p>PyTorch shares every single operation out among its threads, which wait for each other at its end. Where operations are
 * as short as a step of a recurrent network, that takes longer than the operation; whole networks side by side wait once.
 */
public final class LoneThreads {

    private LoneThreads() {}

    /**
     * Applies a function to all inputs, on as many threads as PyTorch has for the calling one. Nothing is recorded for
     * gradients.
     *
     * @param <A> an input
     * @param <B> a result
     * @param activity a noun that names the threads and stands in messages
     * @param inputs at least one
     * @param function is applied to several inputs at once
     * @return the results in the order of the inputs
     * @throws org.mir4j.core.error.MirException if the calling thread is interrupted
     */
    public static <A, B> List<B> all(String activity, List<A> inputs, Function<A, B> function) {
        int threads = JniUtils.getNumThreads();
        int most = Math.min(threads, inputs.size());
        if (most == 1) {
            return Autograd.unrecorded(() -> inputs.stream().map(function).toList());
        }
        Set<Thread> alone = ConcurrentHashMap.newKeySet();
        Function<A, B> ofOne = input -> {
            if (alone.add(Thread.currentThread())) {
                becomeAlone(threads);
            }
            return Autograd.unrecorded(() -> function.apply(input));
        };
        return ParallelMap.all(activity, inputs, ofOne, most, done -> {});
    }

    /**
     * Has the calling thread compute alone. PyTorch takes what a thread is told for what threads that are new to it are to
     * have, too; so another thread tells it what these had before.
     */
    private static void becomeAlone(int others) {
        JniUtils.getNumThreads(); // no longer new to PyTorch, which would set what it has for new ones later
        JniUtils.setNumThreads(1);
        // waits even when interrupted: threads that come before it is done would compute alone, too
        CompletableFuture.runAsync(
                        () -> JniUtils.setNumThreads(others), setting -> new Thread(setting, "mir-threads").start())
                .join();
    }
}
