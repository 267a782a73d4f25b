// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The known cells of one tag, or of all tags together, highest score first: what every {@link RankingMetric}, the curves
 * and the best threshold are found from.
 *
 * <p>Sorted once, it serves every resample of the tracks: a metric walks over it with a weight per track. Cells of equal
 * score are one level, whose order must not matter to a metric.
 */
public final class Ranking {

    /**
     * One cell each: a key that falls with the score in the upper half; the track, and in the lowest bit whether the
     * tag holds, in the lower half. So a sort of the numbers is a sort by score.
     */
    private final long[] cells;

    private final double[] sortedScores;
    private final int tracks;
    private final long positives;

    private Ranking(long[] cells, double[] sortedScores, int tracks) {
        Arrays.sort(cells);
        this.cells = cells;
        this.sortedScores = sortedScores;
        this.tracks = tracks;
        positives = IntStream.range(0, cells.length).filter(this::isPositive).count();
    }

    /**
     * Of one tag, where item i is track i.
     *
     * @param truth whether the tag holds, one value per item
     * @param scores finite, one per item
     * @return the ranking
     * @throws IllegalArgumentException if the arrays differ in length, or a score is not finite
     */
    public static Ranking of(boolean[] truth, double[] scores) {
        if (truth.length != scores.length) {
            throw new IllegalArgumentException("there are " + scores.length + " scores for " + truth.length + " items");
        }
        Cells cells = new Cells(truth.length, truth.length);
        for (int i = 0; i < truth.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new IllegalArgumentException(
                        "the score of item " + i + " is " + scores[i] + ", not a finite number");
            }
            cells.add(i, scores[i], truth[i]);
        }
        return cells.ranked();
    }

    /**
     * Of every tag by itself, over the tracks on which it is known.
     *
     * @param table the scores and the truth
     * @return one ranking per tag, in the table's order
     */
    public static List<Ranking> ofTags(ScoreTable table) {
        return IntStream.range(0, table.tags().size())
                .mapToObj(tag -> ofTag(table, tag))
                .toList();
    }

    /**
     * Of one tag, over the tracks on which it is known.
     *
     * @param table the scores and the truth
     * @param tag the tag's place, from 0
     * @return the ranking
     */
    public static Ranking ofTag(ScoreTable table, int tag) {
        Cells cells = new Cells(table.known(tag), table.tracks().size());
        for (int track = 0; track < table.tracks().size(); track++) {
            cells.addKnown(table, track, tag);
        }
        return cells.ranked();
    }

    /**
     * Of the known cells of all tags, as if they were of one.
     *
     * @param table the scores and the truth
     * @return the ranking
     */
    public static Ranking ofAll(ScoreTable table) {
        int tags = table.tags().size();
        int known = IntStream.range(0, tags).map(table::known).reduce(0, Math::addExact);
        Cells cells = new Cells(known, table.tracks().size());
        for (int track = 0; track < table.tracks().size(); track++) {
            for (int tag = 0; tag < tags; tag++) {
                cells.addKnown(table, track, tag);
            }
        }
        return cells.ranked();
    }

    /** Gathers cells, as many as are announced. */
    private static final class Cells {

        private final double[] scores;
        private final long[] lower;
        private final int tracks;
        private int size;

        Cells(int count, int tracks) {
            scores = new double[count];
            lower = new long[count];
            this.tracks = tracks;
        }

        void addKnown(ScoreTable table, int track, int tag) {
            if (table.isKnown(track, tag)) {
                add(track, table.score(track, tag), table.isPresent(track, tag));
            }
        }

        void add(int track, double score, boolean positive) {
            scores[size] = score + 0.0; // makes -0 and 0 one
            lower[size] = (long) track << 1 | (positive ? 1 : 0);
            size++;
        }

        Ranking ranked() {
            double[] sorted = scores.clone();
            Arrays.sort(sorted);
            for (int i = 0; i < size; i++) {
                // of equal scores the search always finds the same one, whichever it is
                lower[i] |= (long) ~Arrays.binarySearch(sorted, scores[i]) << 32;
            }
            return new Ranking(lower, sorted, tracks);
        }
    }

    int size() {
        return cells.length;
    }

    /** Of how many tracks the cells are; some may have none. */
    int tracks() {
        return tracks;
    }

    int track(int place) {
        return (int) cells[place] >>> 1;
    }

    /** 1 if the tag holds, otherwise 0. */
    int positive(int place) {
        return (int) cells[place] & 1;
    }

    private boolean isPositive(int place) {
        return positive(place) == 1;
    }

    private double score(int place) {
        return sortedScores[~(int) (cells[place] >> 32)];
    }

    /** Whether the next cell, if any, has a lower score. */
    boolean endsLevel(int place) {
        return place + 1 == cells.length || (cells[place] ^ cells[place + 1]) >>> 32 != 0;
    }

    /**
     * The threshold of the highest F1.
     *
     * <p>Conventions: thresholds are the scores that occur, and a score equal to the threshold is a prediction; of
     * several thresholds with the highest F1 it is the highest; a tag that holds nowhere has none.
     *
     * <p>F1 at a threshold that was chosen on the same tracks is optimistic: it says how well the tag could be told
     * apart, not how well it will be. To report F1, choose thresholds on the validation split and give them to
     * {@link PrecisionRecall}.
     *
     * @return one of the scores, or NaN if no tag holds anywhere
     */
    public double bestThreshold() {
        long hits = 0;
        double highest = 0;
        double best = Double.NaN;
        for (int i = 0; i < size(); i++) {
            hits += positive(i);
            if (endsLevel(i)) {
                double f1 = 2.0 * hits / (i + 1 + positives);
                if (f1 > highest) {
                    highest = f1;
                    best = score(i);
                }
            }
        }
        return best;
    }

    /**
     * The receiver operating characteristic, for drawing: what share of negatives is predicted along with what share of
     * positives, as the threshold falls.
     *
     * <p>Conventions: the points are those of scikit-learn's {@code roc_curve}, without those between others on a
     * straight line; the first is (0, 0) at an infinite threshold, the last (1, 1) at the lowest score. A tag that holds
     * everywhere or nowhere has no curve: its arrays are empty.
     *
     * @param falsePositiveRates in [0, 1], rising
     * @param truePositiveRates in [0, 1], rising; one per point
     * @param thresholds falling; one per point
     */
    public record RocCurve(double[] falsePositiveRates, double[] truePositiveRates, double[] thresholds) {}

    /**
     * The curve whose area is {@link RankingMetric#ROC_AUC}.
     *
     * @return the curve
     */
    public RocCurve rocCurve() {
        if (positives == 0 || positives == size()) {
            return new RocCurve(new double[0], new double[0], new double[0]);
        }
        Levels all = levels();
        Levels levels = all.keep(i -> bends(all.hits(), i) || bends(all.falseAlarms(), i));
        double[] thresholds = new double[levels.size() + 1];
        thresholds[0] = Double.POSITIVE_INFINITY;
        System.arraycopy(levels.scores(), 0, thresholds, 1, levels.size());
        return new RocCurve(rates(levels.falseAlarms()), rates(levels.hits()), thresholds);
    }

    private static boolean bends(long[] counts, int i) {
        return counts[i + 1] - counts[i] != counts[i] - counts[i - 1];
    }

    private static double[] rates(long[] counts) {
        double[] rates = new double[counts.length + 1];
        Arrays.setAll(rates, i -> i == 0 ? 0 : (double) counts[i - 1] / counts[counts.length - 1]);
        return rates;
    }

    /**
     * Precision against recall, for drawing, as the threshold falls.
     *
     * <p>Conventions: the points are those of scikit-learn's {@code precision_recall_curve} in its reverse order, without
     * those between others of the same recall ({@code drop_intermediate}); the first is recall 0 and precision 1 at an
     * infinite threshold, the last recall 1 at the lowest score. A tag that holds nowhere has no curve: its arrays are
     * empty.
     *
     * @param recalls in [0, 1], rising
     * @param precisions in [0, 1]; one per point
     * @param thresholds falling; one per point
     */
    public record PrecisionRecallCurve(double[] recalls, double[] precisions, double[] thresholds) {}

    /**
     * The curve whose area is {@link RankingMetric#AVERAGE_PRECISION}.
     *
     * @return the curve
     */
    public PrecisionRecallCurve precisionRecallCurve() {
        if (positives == 0) {
            return new PrecisionRecallCurve(new double[0], new double[0], new double[0]);
        }
        Levels all = levels();
        long[] found = all.hits();
        Levels levels = all.keep(i -> found[i] != found[i - 1] || found[i] != found[i + 1]);
        long[] hits = levels.hits();
        double[] recalls = new double[hits.length + 1];
        double[] precisions = new double[hits.length + 1];
        double[] thresholds = new double[hits.length + 1];
        precisions[0] = 1;
        thresholds[0] = Double.POSITIVE_INFINITY;
        Arrays.setAll(recalls, i -> i == 0 ? 0 : (double) hits[i - 1] / positives);
        for (int i = 0; i < hits.length; i++) {
            precisions[i + 1] = (double) hits[i] / (hits[i] + levels.falseAlarms()[i]);
            thresholds[i + 1] = levels.scores()[i];
        }
        return new PrecisionRecallCurve(recalls, precisions, thresholds);
    }

    private Levels levels() {
        int[] ends = IntStream.range(0, size()).filter(this::endsLevel).toArray();
        long[] hits = new long[ends.length];
        long[] falseAlarms = new long[ends.length];
        double[] scores = new double[ends.length];
        long found = 0;
        int place = 0;
        for (int level = 0; level < ends.length; level++) {
            for (; place <= ends[level]; place++) {
                found += positive(place);
            }
            hits[level] = found;
            falseAlarms[level] = place - found;
            scores[level] = score(ends[level]);
        }
        return new Levels(hits, falseAlarms, scores);
    }

    /**
     * What is predicted at every score that occurs, highest first.
     *
     * @param hits how many positives reach the score
     * @param falseAlarms how many negatives reach it
     * @param scores the scores, each once
     */
    private record Levels(long[] hits, long[] falseAlarms, double[] scores) {

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
}
