// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The known cells of one tag, or of all tags together, highest score first.
 *
 * <p>Sorted once, it serves every resample of the tracks: a metric walks over it with a weight a track. Cells of equal
 * score are one level, whose order must not matter to a metric.
 */
final class Ranking {

    /**
     * One cell each: a key that falls with the score in the upper half; the track, and in the lowest bit whether the
     * tag holds, in the lower half. So a sort of the numbers is a sort by score.
     */
    private final long[] cells;

    private final double[] sortedScores;
    private final long positives;

    private Ranking(long[] cells, double[] sortedScores) {
        Arrays.sort(cells);
        this.cells = cells;
        this.sortedScores = sortedScores;
        positives = IntStream.range(0, cells.length).filter(this::isPositive).count();
    }

    /** Of one tag, where item i is track i. */
    static Ranking of(boolean[] truth, double[] scores) {
        if (truth.length != scores.length) {
            throw new IllegalArgumentException("there are " + scores.length + " scores for " + truth.length + " items");
        }
        Cells cells = new Cells(truth.length);
        for (int i = 0; i < truth.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new IllegalArgumentException(
                        "the score of item " + i + " is " + scores[i] + ", not a finite number");
            }
            cells.add(i, scores[i], truth[i]);
        }
        return cells.ranked();
    }

    /** Of every tag by itself. */
    static List<Ranking> ofTags(ScoreTable table) {
        return IntStream.range(0, table.tags().size())
                .mapToObj(tag -> ofTag(table, tag))
                .toList();
    }

    static Ranking ofTag(ScoreTable table, int tag) {
        Cells cells = new Cells(table.known(tag));
        for (int track = 0; track < table.tracks().size(); track++) {
            cells.addKnown(table, track, tag);
        }
        return cells.ranked();
    }

    /** Of the cells of all tags. */
    static Ranking ofAll(ScoreTable table) {
        int tags = table.tags().size();
        Cells cells = new Cells(IntStream.range(0, tags).map(table::known).reduce(0, Math::addExact));
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
        private int size;

        Cells(int count) {
            scores = new double[count];
            lower = new long[count];
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
            return new Ranking(lower, sorted);
        }
    }

    int size() {
        return cells.length;
    }

    long positives() {
        return positives;
    }

    int track(int place) {
        return (int) cells[place] >>> 1;
    }

    /** 1 if the tag holds, otherwise 0. */
    int positive(int place) {
        return (int) cells[place] & 1;
    }

    boolean isPositive(int place) {
        return positive(place) == 1;
    }

    double score(int place) {
        return sortedScores[~(int) (cells[place] >> 32)];
    }

    /** Whether the next cell, if any, has a lower score. */
    boolean endsLevel(int place) {
        return place + 1 == cells.length || (cells[place] ^ cells[place + 1]) >>> 32 != 0;
    }
}
