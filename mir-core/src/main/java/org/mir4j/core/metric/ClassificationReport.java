// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How well tracks are sorted into classes that exclude each other: every class, and the numbers a paper would print.
 *
 * @param tracks how many tracks there are
 * @param bootstrap how the intervals came about
 * @param accuracy the share of tracks whose class is predicted
 * @param topK the share of tracks whose class is among the k of the highest scores, by k
 * @param macroF1 the mean of the classes' F1
 * @param macroRocAuc the mean of the classes' areas under the ROC, each against the rest
 * @param confusion which classes are taken for which
 * @param classes one report per class, in the table's order
 */
public record ClassificationReport(
        int tracks,
        Bootstrap bootstrap,
        ConfidenceInterval accuracy,
        SortedMap<Integer, ConfidenceInterval> topK,
        ConfidenceInterval macroF1,
        ConfidenceInterval macroRocAuc,
        ConfusionMatrix confusion,
        List<ClassReport> classes) {

    /** Keeps its own list of classes. */
    public ClassificationReport {
        classes = List.copyOf(classes);
    }

    /**
     * Scores everything.
     *
     * @param table the scores and the truth
     * @param bootstrap how tracks are resampled for the intervals
     * @param topK the ks of the top-k accuracies, each from 1 to the number of classes
     * @return the report
     * @throws IllegalArgumentException if there is no such k
     */
    public static ClassificationReport evaluate(ClassScores table, Bootstrap bootstrap, int... topK) {
        int tracks = table.tracks().size();
        SortedMap<Integer, ConfidenceInterval> top = new TreeMap<>();
        for (int k : topK) {
            top.put(k, topKAccuracy(table, k, bootstrap));
        }
        ConfusionMatrix confusion = ConfusionMatrix.of(table);
        List<Ranking> rankings = Ranking.ofTags(table.oneVersusRest());
        double[] areas =
                rankings.stream().mapToDouble(RankingMetric.ROC_AUC::of).toArray();
        List<ClassReport> classes = IntStream.range(0, areas.length)
                .mapToObj(k ->
                        new ClassReport(table.classes().get(k), confusion.tracks(k), confusion.scores(k), areas[k]))
                .toList();
        return new ClassificationReport(
                tracks,
                bootstrap,
                bootstrap.share(
                        tracks, counts -> ConfusionMatrix.of(table, counts).accuracy()),
                top,
                bootstrap.share(
                        tracks,
                        counts -> ConfusionMatrix.of(table, counts).macro().f1()),
                RankingMetric.ROC_AUC.macro(rankings, bootstrap),
                confusion,
                classes);
    }

    /**
     * The share of tracks whose class is among the k of the highest scores, with its interval.
     *
     * <p>Conventions: of classes of equal score the last in the list is ranked first, as scikit-learn's
     * {@code top_k_accuracy_score} does. Where the highest scores are equal, top 1 can therefore differ from the
     * {@link ConfusionMatrix#accuracy accuracy}, which takes the first of them for the prediction, as {@code argmax} does.
     *
     * @param table the scores and the truth
     * @param k from 1 to the number of classes
     * @param bootstrap how tracks are resampled
     * @return in [0, 1]
     * @throws IllegalArgumentException if there is no such k
     */
    public static ConfidenceInterval topKAccuracy(ClassScores table, int k, Bootstrap bootstrap) {
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

    /**
     * How well one class is told from the others.
     *
     * @param name the class's name
     * @param tracks how many tracks are of this class
     * @param scores precision, recall and F1 of its prediction
     * @param rocAuc the area under the ROC of its score, one class against the rest, or NaN: see {@link RankingMetric#ROC_AUC}
     */
    public record ClassReport(String name, long tracks, PrecisionRecall scores, double rocAuc) {}
}
