// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

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
 * @param classes one report a class, in the table's order
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
            top.put(k, TopKAccuracy.of(table, k, bootstrap));
        }
        ConfusionMatrix confusion = ConfusionMatrix.of(table);
        List<Ranking> rankings = Ranking.ofTags(table.oneVersusRest());
        double[] areas = RocAuc.METRIC.perTag(rankings, tracks);
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
                RocAuc.METRIC.macro(rankings, tracks, bootstrap),
                confusion,
                classes);
    }
}
