// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.tagging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.metric.tagging.AveragePrecision;
import org.mir4j.core.metric.tagging.Bootstrap;
import org.mir4j.core.metric.tagging.ClassScores;
import org.mir4j.core.metric.tagging.ClassificationReport;
import org.mir4j.core.metric.tagging.ScoreTable;
import org.mir4j.core.metric.tagging.TaggingReport;
import org.mir4j.core.metric.tagging.Truth;
import org.mir4j.models.evaluation.Headline;

/**
 * What the scores of a split come to.
 *
 * @param table the scores and the truth
 * @param tagging how well each label is told from its absence
 * @param classification how well labels are told from each other, where a track has exactly one
 */
public record TaggingFindings(ScoreTable table, TaggingReport tagging, Optional<ClassificationReport> classification) {

    private static final int[] TOP = {3, 5};

    /**
     * Measures.
     *
     * @param scored the scores of the tracks
     * @param bootstrap how tracks are resampled for the intervals
     * @return what they come to
     * @throws DatasetException if no track was scored
     */
    public static TaggingFindings of(ScoredTracks scored, Bootstrap bootstrap) {
        ScoreTable table = scored.table()
                .orElseThrow(() ->
                        new DatasetException("None of the " + scored.failures().size()
                                + " tracks could be scored; the first: "
                                + scored.failures().get(0).cause()));
        return new TaggingFindings(
                table,
                TaggingReport.evaluate(table, bootstrap),
                scored.classes().map(classes -> ClassificationReport.evaluate(classes, bootstrap, top(classes))));
    }

    private static int[] top(ClassScores classes) {
        return Arrays.stream(TOP).filter(k -> k < classes.classes().size()).toArray();
    }

    /**
     * The numbers that a paper prints, with their intervals.
     *
     * @return the most important first
     */
    public List<Headline> headlines() {
        List<Headline> headlines = new ArrayList<>();
        classification.ifPresent(report -> {
            headlines.add(new Headline("accuracy", "Accuracy", "", report.accuracy()));
            report.topK()
                    .forEach((k, share) ->
                            headlines.add(new Headline("top_" + k + "_accuracy", "Top-" + k + " accuracy", "", share)));
            headlines.add(new Headline("f1", "F1 of the classes, macro", "", report.macroF1()));
        });
        headlines.add(new Headline("roc_auc", "ROC-AUC, macro", "", tagging.macroRocAuc()));
        headlines.add(new Headline("pr_auc", "PR-AUC, macro", "", tagging.macroAveragePrecision()));
        headlines.add(new Headline("roc_auc_micro", "ROC-AUC, micro", "", tagging.microRocAuc()));
        headlines.add(new Headline("pr_auc_micro", "PR-AUC, micro", "", tagging.microAveragePrecision()));
        return headlines;
    }

    /**
     * What a reader must know about the numbers.
     *
     * @return sentences
     */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        classification
                .filter(report -> report.tracks() < table.tracks().size())
                .ifPresent(report -> notes.add("Accuracy and F1 of the classes are those of the " + report.tracks()
                        + " of " + table.tracks().size() + " tracks whose label is scored."));
        if (tagging.undefinedRocAuc() > 0) {
            notes.add(tagging.undefinedRocAuc() + " of " + tagging.tags().size()
                    + " labels hold on all or none of the tracks: they have no ROC-AUC, and no part in the mean.");
        }
        if (tagging.undefinedAveragePrecision() > 0) {
            notes.add(tagging.undefinedAveragePrecision() + " of "
                    + tagging.tags().size()
                    + " labels hold on none of the tracks: they have no PR-AUC, and no part in the mean.");
        }
        return notes;
    }

    /**
     * A track and how well its labels are ranked.
     *
     * @param track its name
     * @param averagePrecision of its labels, ranked by their scores: 1 if those that hold come first
     * @param present the labels that hold
     * @param highest the labels of the highest scores, as many as hold
     */
    public record TrackRanking(String track, double averagePrecision, List<String> present, List<String> highest) {}

    /**
     * The tracks whose labels are ranked worst. Tracks on which no label holds have no ranking.
     *
     * @param count how many at most
     * @return the worst first
     */
    public List<TrackRanking> worst(int count) {
        List<TrackRanking> rankings = new ArrayList<>();
        for (int track = 0; track < table.tracks().size(); track++) {
            double precision = precision(track);
            if (!Double.isNaN(precision)) {
                rankings.add(ranking(track, precision));
            }
        }
        return rankings.stream()
                .sorted(Comparator.comparingDouble(TrackRanking::averagePrecision))
                .limit(count)
                .toList();
    }

    private double precision(int track) {
        List<Integer> known = known(track);
        boolean[] truth = new boolean[known.size()];
        double[] scores = new double[known.size()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = table.truth(track, known.get(i)) == Truth.PRESENT;
            scores[i] = table.score(track, known.get(i));
        }
        return AveragePrecision.of(truth, scores);
    }

    private TrackRanking ranking(int track, double precision) {
        List<String> present = known(track).stream()
                .filter(tag -> table.truth(track, tag) == Truth.PRESENT)
                .map(table.tags()::get)
                .toList();
        List<String> highest = known(track).stream()
                .sorted(Comparator.comparingDouble(tag -> -table.score(track, tag)))
                .limit(present.size())
                .map(table.tags()::get)
                .toList();
        return new TrackRanking(table.tracks().get(track), precision, present, highest);
    }

    private List<Integer> known(int track) {
        List<Integer> known = new ArrayList<>();
        for (int tag = 0; tag < table.tags().size(); tag++) {
            if (table.truth(track, tag) != Truth.UNKNOWN) {
                known.add(tag);
            }
        }
        return known;
    }
}
