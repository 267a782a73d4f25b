// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

import java.util.stream.IntStream;

/**
 * The threshold of the highest F1.
 *
 * <p>Conventions: thresholds are the scores that occur, and a score equal to the threshold is a prediction; of several
 * thresholds with the highest F1 it is the highest; a tag that holds nowhere has none (NaN); unknown cells are left out.
 *
 * <p>F1 at a threshold that was chosen on the same tracks is optimistic: it says how well the tag could be told apart,
 * not how well it will be. To report F1, choose thresholds on the validation split and give them to {@link Detection}.
 */
public final class BestThreshold {

    private BestThreshold() {}

    /**
     * Of one tag.
     *
     * @param truth whether the tag holds, one value an item
     * @param scores finite, one an item
     * @return one of the scores, or NaN if the tag holds nowhere
     * @throws IllegalArgumentException if the arrays differ in length, or a score is not finite
     */
    public static double of(boolean[] truth, double[] scores) {
        return of(Ranking.of(truth, scores));
    }

    /**
     * Of every tag by itself.
     *
     * @param table the scores and the truth
     * @return one threshold or NaN a tag, in the table's order
     */
    public static double[] perTag(ScoreTable table) {
        return IntStream.range(0, table.tags().size())
                .mapToDouble(tag -> of(Ranking.ofTag(table, tag)))
                .toArray();
    }

    /**
     * Of all tags together: the one threshold of the highest micro F1.
     *
     * @param table the scores and the truth
     * @return one of the scores, or NaN if no tag holds anywhere
     */
    public static double micro(ScoreTable table) {
        return of(Ranking.ofAll(table));
    }

    static double of(Ranking ranking) {
        long hits = 0;
        double highest = 0;
        double best = Double.NaN;
        for (int i = 0; i < ranking.size(); i++) {
            hits += ranking.positive(i);
            if (ranking.endsLevel(i)) {
                double f1 = 2.0 * hits / (i + 1 + ranking.positives());
                if (f1 > highest) {
                    highest = f1;
                    best = ranking.score(i);
                }
            }
        }
        return best;
    }
}
