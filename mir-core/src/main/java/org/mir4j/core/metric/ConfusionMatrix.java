// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which classes are taken for which, and what follows from it.
 *
 * <p>Conventions: rows are true, columns predicted, as in scikit-learn's {@code confusion_matrix}; a class of no track
 * that is never predicted has no F1 and is left out of macro F1, as in {@code f1_score(average="macro")}; the rest is said
 * at {@link PrecisionRecall}.
 *
 * @param classes the classes' names
 * @param counts {@code counts[t][p]} tracks of class t for which class p was predicted; not copied
 */
public record ConfusionMatrix(List<String> classes, int[][] counts) {

    /** Refuses counts that are not one for each pair of classes, or below 0. */
    public ConfusionMatrix {
        classes = List.copyOf(classes);
        if (counts.length != classes.size()) {
            throw new IllegalArgumentException(
                    "there are " + counts.length + " rows of counts for " + classes.size() + " classes");
        }
        for (int[] row : counts) {
            if (row.length != counts.length || IntStream.of(row).anyMatch(count -> count < 0)) {
                throw new IllegalArgumentException("a row has a count of 0 or more for each of the " + counts.length
                        + " classes, got " + Arrays.toString(row));
            }
        }
    }

    /**
     * Of the class of the highest score of every track.
     *
     * @param table the scores and the truth
     * @return the matrix
     */
    public static ConfusionMatrix of(ClassScores table) {
        return of(table, Bootstrap.once(table.tracks().size()));
    }

    static ConfusionMatrix of(ClassScores table, int[] tracks) {
        int[][] counts = new int[table.classes().size()][table.classes().size()];
        for (int track = 0; track < tracks.length; track++) {
            counts[table.truth(track)][table.predicted(track)] += tracks[track];
        }
        return new ConfusionMatrix(table.classes(), counts);
    }

    /**
     * The share of tracks on the diagonal.
     *
     * @return in [0, 1], or NaN if there is no track
     */
    public double accuracy() {
        int classes = counts.length;
        long right = IntStream.range(0, classes).mapToLong(k -> counts[k][k]).sum();
        return (double) right
                / IntStream.range(0, classes).mapToLong(this::tracks).sum();
    }

    /**
     * How many tracks are of a class.
     *
     * @param ofClass the class's place, from 0
     * @return the sum of its row
     */
    public long tracks(int ofClass) {
        return IntStream.of(counts[ofClass]).asLongStream().sum();
    }

    /**
     * Precision, recall and F1 of a class.
     *
     * @param ofClass the class's place, from 0
     * @return the three, each in [0, 1] or NaN
     */
    public PrecisionRecall scores(int ofClass) {
        long predicted = 0;
        for (int[] row : counts) {
            predicted += row[ofClass];
        }
        return PrecisionRecall.of(counts[ofClass][ofClass], predicted, tracks(ofClass));
    }

    /**
     * The means of precision, recall and F1 over the classes for which each is defined.
     *
     * @return the three, each in [0, 1] or NaN
     */
    public PrecisionRecall macro() {
        return PrecisionRecall.macro(
                IntStream.range(0, counts.length).mapToObj(this::scores).toList());
    }
}
