// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Precision, recall and F1, the harmonic mean of the two, of tags that are predicted where their score reaches a
 * threshold.
 *
 * <p>Conventions:
 *
 * <ul>
 *   <li>a score equal to the threshold is a prediction; unknown cells are left out; micro counts all known cells together;
 *   <li>a threshold of NaN predicts nothing, as {@link Ranking#bestThreshold} says it of tags that hold nowhere;
 *   <li>a tag that holds somewhere and is predicted nowhere has precision 0;
 *   <li>a tag that holds nowhere has no recall (NaN), and if it is predicted nowhere either, nothing is defined;
 *   <li>F1 is {@code 2 TP / (2 TP + FP + FN)}, so it is 0 for a tag that is only predicted or only holds;
 *   <li>a macro average is the mean over the tags where the number is defined, each of the three by itself: macro F1 is
 *       the mean of F1s, as in scikit-learn, not the F1 of macro precision and recall.
 * </ul>
 *
 * <p>These are scikit-learn's numbers, with {@code zero_division} NaN for what is undefined. Its defaults say 0 there,
 * which differs for tags that hold nowhere.
 *
 * @param precision the share of predictions that are true, in [0, 1], or NaN
 * @param recall the share of what holds that was predicted, in [0, 1], or NaN
 * @param f1 in [0, 1], or NaN
 */
public record PrecisionRecall(double precision, double recall, double f1) {

    /**
     * Of one tag.
     *
     * @param truth whether the tag holds, one value per item
     * @param scores one per item
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
     * @param thresholds the lowest scores that are predictions, one per tag
     * @return the means of precision, recall and F1
     * @throws IllegalArgumentException if there is not one threshold per tag
     */
    public static PrecisionRecall macro(ScoreTable table, double[] thresholds) {
        check(table, thresholds);
        return macro(IntStream.range(0, thresholds.length)
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
     * @param thresholds the lowest scores that are predictions, one per tag
     * @return precision, recall and F1
     * @throws IllegalArgumentException if there is not one threshold per tag
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

    /**
     * @param hits how often a tag holds and is predicted
     * @param predicted how often it is predicted
     * @param positives how often it holds
     */
    static PrecisionRecall of(long hits, long predicted, long positives) {
        double precision = predicted == 0 && positives > 0 ? 0 : (double) hits / predicted;
        return new PrecisionRecall(precision, (double) hits / positives, 2.0 * hits / (predicted + positives));
    }

    static PrecisionRecall macro(List<PrecisionRecall> tags) {
        return new PrecisionRecall(
                mean(tags, PrecisionRecall::precision),
                mean(tags, PrecisionRecall::recall),
                mean(tags, PrecisionRecall::f1));
    }

    private static double mean(List<PrecisionRecall> tags, ToDoubleFunction<PrecisionRecall> part) {
        return RankingMetric.mean(tags.stream().mapToDouble(part));
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
