// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.mir4j.core.concurrent.ParallelMap;
import org.mir4j.core.error.MirException;

/** Examples that a step learns from together. */
@SuppressWarnings("exports") // networks are inside of this module
public interface TrainingBatch {

    /**
     * How many there are.
     *
     * @return at least one
     */
    int size();

    /**
     * What they are taken from.
     *
     * @return the names of recordings, for messages
     */
    List<String> names();

    /**
     * Makes batches on another thread, a few ahead, so that whoever takes them never waits.
     *
     * @param <B> a batch
     * @param count how many there are
     * @param maker makes each of them, from 0, in order; what it throws reaches the taker as a {@link MirException}, but for
     *     want of memory, which stays what it is
     * @return the batches in order
     */
    static <B extends TrainingBatch> ParallelMap<Integer, B> ahead(int count, IntFunction<B> maker) {
        return new ParallelMap<>("training", IntStream.range(0, count).iterator(), number -> made(maker, number), 1, 5);
    }

    private static <B> B made(IntFunction<B> maker, int number) {
        try {
            return maker.apply(number);
        } catch (RuntimeException e) {
            throw new MirException("A batch cannot be made: " + e + ".", e);
        }
    }
}
