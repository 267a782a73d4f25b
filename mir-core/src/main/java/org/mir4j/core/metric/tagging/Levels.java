// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What is predicted at every score that occurs, highest first.
 *
 * @param hits how many positives reach the score
 * @param falseAlarms how many negatives reach it
 * @param scores the scores, each once
 */
record Levels(long[] hits, long[] falseAlarms, double[] scores) {

    static Levels of(Ranking ranking) {
        int[] ends =
                IntStream.range(0, ranking.size()).filter(ranking::endsLevel).toArray();
        long[] hits = new long[ends.length];
        long[] falseAlarms = new long[ends.length];
        double[] scores = new double[ends.length];
        long found = 0;
        int place = 0;
        for (int level = 0; level < ends.length; level++) {
            for (; place <= ends[level]; place++) {
                found += ranking.positive(place);
            }
            hits[level] = found;
            falseAlarms[level] = place - found;
            scores[level] = ranking.score(ends[level]);
        }
        return new Levels(hits, falseAlarms, scores);
    }

    int size() {
        return scores.length;
    }

    /** The first, the last, and those between that a curve needs. */
    Levels keep(IntPredicate needed) {
        int[] kept = IntStream.range(0, size())
                .filter(i -> i == 0 || i == size() - 1 || needed.test(i))
                .toArray();
        return new Levels(
                IntStream.of(kept).mapToLong(i -> hits[i]).toArray(),
                IntStream.of(kept).mapToLong(i -> falseAlarms[i]).toArray(),
                IntStream.of(kept).mapToDouble(i -> scores[i]).toArray());
    }
}
