// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

/**
 * The share of tracks whose class is among the k of the highest scores.
 *
 * <p>Conventions: of classes of equal score the last in the list is ranked first, as scikit-learn's
 * {@code top_k_accuracy_score} does. Where the highest scores are equal, top 1 can therefore differ from the
 * {@link ConfusionMatrix#accuracy accuracy}, which takes the first of them for the prediction, as {@code argmax} does.
 */
public final class TopKAccuracy {

    private TopKAccuracy() {}

    /**
     * The share of tracks whose class is among the first k.
     *
     * @param table the scores and the truth
     * @param k from 1 to the number of classes
     * @return in [0, 1]
     * @throws IllegalArgumentException if there is no such k
     */
    public static double of(ClassScores table, int k) {
        return of(table, k, Bootstrap.none()).value();
    }

    /**
     * The share of tracks whose class is among the first k, with its interval.
     *
     * @param table the scores and the truth
     * @param k from 1 to the number of classes
     * @param bootstrap how tracks are resampled
     * @return in [0, 1]
     * @throws IllegalArgumentException if there is no such k
     */
    public static ConfidenceInterval of(ClassScores table, int k, Bootstrap bootstrap) {
        if (k < 1 || k > table.classes().size()) {
            throw new IllegalArgumentException(
                    "of " + table.classes().size() + " classes, 1 to all can be the top, got " + k);
        }
        int tracks = table.tracks().size();
        int[] hit = new int[tracks];
        for (int track = 0; track < tracks; track++) {
            hit[track] = table.rankOfTruth(track) < k ? 1 : 0;
        }
        return bootstrap.share(tracks, counts -> {
            long hits = 0;
            for (int track = 0; track < tracks; track++) {
                hits += counts[track] * hit[track];
            }
            return (double) hits / tracks; // a resample has as many tracks as there are
        });
    }
}
