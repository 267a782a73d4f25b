// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Precision, recall and F1 of tags that are predicted where their score reaches a threshold.
 *
 * <p>Conventions: a score equal to the threshold is a prediction; unknown cells are left out; micro counts all known
 * cells together; what is undefined is said at {@link PrecisionRecall}. A threshold of NaN predicts nothing, as
 * {@link BestThreshold} says it of tags that hold nowhere.
 */
public final class Detection {

    private Detection() {}

    /**
     * Of one tag.
     *
     * @param truth whether the tag holds, one value an item
     * @param scores one an item
     * @param threshold the lowest score that is a prediction
     * @return precision, recall and F1
     * @throws IllegalArgumentException if the arrays differ in length
     */
    public static PrecisionRecall of(boolean[] truth, double[] scores, double threshold) {
        if (truth.length != scores.length) {
            throw new IllegalArgumentException("there are " + scores.length + " scores for " + truth.length + " items");
        }
        Tally tally = new Tally();
        for (int i = 0; i < truth.length; i++) {
            tally.add(truth[i], scores[i] >= threshold);
        }
        return tally.result();
    }

    /**
     * Of one tag of a table.
     *
     * @param table the scores and the truth
     * @param tag the tag's place, from 0
     * @param threshold the lowest score that is a prediction
     * @return precision, recall and F1
     */
    public static PrecisionRecall ofTag(ScoreTable table, int tag, double threshold) {
        return new Tally().add(table, tag, threshold).result();
    }

    /**
     * The mean over tags, with one threshold for all.
     *
     * @param table the scores and the truth
     * @param threshold the lowest score that is a prediction
     * @return the means of precision, recall and F1
     */
    public static PrecisionRecall macro(ScoreTable table, double threshold) {
        return macro(table, repeated(table, threshold));
    }

    /**
     * The mean over tags, each with its own threshold, which had best been chosen on other tracks.
     *
     * @param table the scores and the truth
     * @param thresholds the lowest scores that are predictions, one a tag
     * @return the means of precision, recall and F1
     * @throws IllegalArgumentException if there is not one threshold a tag
     */
    public static PrecisionRecall macro(ScoreTable table, double[] thresholds) {
        check(table, thresholds);
        return PrecisionRecall.macro(IntStream.range(0, thresholds.length)
                .mapToObj(tag -> ofTag(table, tag, thresholds[tag]))
                .toList());
    }

    /**
     * Over all known cells, with one threshold for all.
     *
     * @param table the scores and the truth
     * @param threshold the lowest score that is a prediction
     * @return precision, recall and F1
     */
    public static PrecisionRecall micro(ScoreTable table, double threshold) {
        return micro(table, repeated(table, threshold));
    }

    /**
     * Over all known cells, each tag with its own threshold, which had best been chosen on other tracks.
     *
     * @param table the scores and the truth
     * @param thresholds the lowest scores that are predictions, one a tag
     * @return precision, recall and F1
     * @throws IllegalArgumentException if there is not one threshold a tag
     */
    public static PrecisionRecall micro(ScoreTable table, double[] thresholds) {
        check(table, thresholds);
        Tally tally = new Tally();
        for (int tag = 0; tag < thresholds.length; tag++) {
            tally.add(table, tag, thresholds[tag]);
        }
        return tally.result();
    }

    private static double[] repeated(ScoreTable table, double threshold) {
        double[] thresholds = new double[table.tags().size()];
        Arrays.fill(thresholds, threshold);
        return thresholds;
    }

    private static void check(ScoreTable table, double[] thresholds) {
        if (thresholds.length != table.tags().size()) {
            throw new IllegalArgumentException("there are " + thresholds.length + " thresholds for "
                    + table.tags().size() + " tags");
        }
    }

    /** Counts of one tag, or of several together. */
    private static final class Tally {

        private long hits;
        private long predictions;
        private long positives;

        void add(boolean holds, boolean predicted) {
            hits += holds && predicted ? 1 : 0;
            predictions += predicted ? 1 : 0;
            positives += holds ? 1 : 0;
        }

        Tally add(ScoreTable table, int tag, double threshold) {
            for (int track = 0; track < table.tracks().size(); track++) {
                if (table.isKnown(track, tag)) {
                    add(table.isPresent(track, tag), table.score(track, tag) >= threshold);
                }
            }
            return this;
        }

        PrecisionRecall result() {
            return PrecisionRecall.of(hits, predictions, positives);
        }
    }
}
