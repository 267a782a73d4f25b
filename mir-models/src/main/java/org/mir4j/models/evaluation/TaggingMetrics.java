// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.metric.Bootstrap;
import org.mir4j.core.metric.ClassScores;
import org.mir4j.core.metric.ClassificationReport;
import org.mir4j.core.metric.RankingMetric;
import org.mir4j.core.metric.ScoreTable;
import org.mir4j.core.metric.ScoreTable.Truth;
import org.mir4j.core.metric.TaggingReport;

/**
 * How well the labels of a split are scored.
 *
 * @param table the scores and the truth
 * @param tagging how well each label is told from its absence
 * @param classification how well labels are told from each other, where a track has exactly one
 */
public record TaggingMetrics(ScoreTable table, TaggingReport tagging, Optional<ClassificationReport> classification)
        implements TaskMetrics {

    private static final int[] TOP = {3, 5};

    /**
     * Measures.
     *
     * @param table the scores and the truth of labels that may hold together
     * @param classes the same where every track has exactly one label, without the tracks whose label is not scored
     * @param bootstrap how tracks are resampled for the intervals
     * @return what was measured
     */
    public static TaggingMetrics of(ScoreTable table, Optional<ClassScores> classes, Bootstrap bootstrap) {
        return new TaggingMetrics(
                table,
                TaggingReport.evaluate(table, bootstrap),
                classes.map(scores -> ClassificationReport.evaluate(scores, bootstrap, top(scores))));
    }

    /**
     * Brings scores together with what is true of their tracks.
     *
     * @param scores of the labels of a track, in the order of the map; null if it was not scored
     */
    static TaggingMetrics of(TaggedSplit split, LabelMap map, Function<String, double[]> scores, Bootstrap bootstrap) {
        Set<String> labels = new HashSet<>(map.labels());
        ScoreTable.Builder table = new ScoreTable.Builder(map.labels());
        ClassScores.Builder classes = new ClassScores.Builder(map.labels());
        boolean any = false;
        for (TaggedTrack track : split.tracks()) {
            double[] row = scores.apply(track.id());
            if (row == null) {
                continue;
            }
            table.add(track.id(), row, only(labels, track.present()), only(labels, track.unknown()));
            if (split.labelling() == Labelling.SINGLE) {
                String label = track.present().iterator().next();
                if (labels.contains(label)) {
                    classes.add(track.id(), row, label);
                    any = true;
                }
            }
        }
        return of(table.build(), any ? Optional.of(classes.build()) : Optional.empty(), bootstrap);
    }

    private static Set<String> only(Set<String> labels, Set<String> of) {
        return of.stream().filter(labels::contains).collect(Collectors.toSet());
    }

    private static int[] top(ClassScores classes) {
        return Arrays.stream(TOP).filter(k -> k < classes.classes().size()).toArray();
    }

    @Override
    public List<SummaryMetric> summary() {
        List<SummaryMetric> metrics = new ArrayList<>();
        classification.ifPresent(report -> {
            metrics.add(new SummaryMetric("accuracy", "Accuracy", "", report.accuracy()));
            report.topK()
                    .forEach((k, share) -> metrics.add(
                            new SummaryMetric("top_" + k + "_accuracy", "Top-" + k + " accuracy", "", share)));
            metrics.add(new SummaryMetric("f1", "F1 of the classes, macro", "", report.macroF1()));
        });
        tagging.ranking()
                .forEach((metric, ranked) ->
                        metrics.add(new SummaryMetric(metric.key(), metric.title() + ", macro", "", ranked.macro())));
        tagging.ranking()
                .forEach((metric, ranked) -> metrics.add(
                        new SummaryMetric(metric.key() + "_micro", metric.title() + ", micro", "", ranked.micro())));
        return metrics;
    }

    @Override
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
        return RankingMetric.AVERAGE_PRECISION.of(truth, scores);
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
