package org.mir4j.core.metric.tagging;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
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

    private final IntToDoubleFunction scoreOfKey;
    private final long positives;

    private Ranking(long[] cells, IntToDoubleFunction scoreOfKey) {
        Arrays.sort(cells);
        this.cells = cells;
        this.scoreOfKey = scoreOfKey;
        positives = IntStream.range(0, cells.length).filter(this::isPositive).count();
    }

    /** Of one tag, where item i is track i. */
    static Ranking of(boolean[] truth, double[] scores) {
        if (truth.length != scores.length) {
            throw new IllegalArgumentException("there are " + scores.length + " scores for " + truth.length + " items");
        }
        double[] sorted = new double[scores.length];
        for (int i = 0; i < sorted.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new IllegalArgumentException(
                        "the score of item " + i + " is " + scores[i] + ", not a finite number");
            }
            sorted[i] = scores[i] + 0.0; // makes -0 and 0 one
        }
        double[] zeroed = sorted.clone();
        Arrays.sort(sorted);
        long[] cells = new long[scores.length];
        for (int i = 0; i < cells.length; i++) {
            // of equal scores the search always finds the same one, whichever it is
            cells[i] = cell(~Arrays.binarySearch(sorted, zeroed[i]), i, truth[i]);
        }
        return new Ranking(cells, key -> sorted[~key]);
    }

    /** Of every tag by itself. */
    static List<Ranking> ofTags(ScoreTable table) {
        return IntStream.range(0, table.tags().size())
                .mapToObj(tag -> ofTag(table, tag))
                .toList();
    }

    static Ranking ofTag(ScoreTable table, int tag) {
        long[] cells = new long[table.known(tag)];
        int next = 0;
        for (int track = 0; track < table.tracks().size(); track++) {
            if (table.isKnown(track, tag)) {
                cells[next] = cell(keyOf(table.score(track, tag)), track, table.isPresent(track, tag));
                next++;
            }
        }
        return new Ranking(cells, Ranking::scoreOf);
    }

    /** Of the cells of all tags. */
    static Ranking ofAll(ScoreTable table) {
        int tags = table.tags().size();
        long[] cells = new long[IntStream.range(0, tags).map(table::known).reduce(0, Math::addExact)];
        int next = 0;
        for (int track = 0; track < table.tracks().size(); track++) {
            for (int tag = 0; tag < tags; tag++) {
                if (table.isKnown(track, tag)) {
                    cells[next] = cell(keyOf(table.score(track, tag)), track, table.isPresent(track, tag));
                    next++;
                }
            }
        }
        return new Ranking(cells, Ranking::scoreOf);
    }

    private static long cell(int key, int track, boolean positive) {
        return (long) key << 32 | (long) track << 1 | (positive ? 1 : 0);
    }

    /** The bits of a float in an order that falls as the float grows. */
    private static int keyOf(float score) {
        int bits = Float.floatToIntBits(score + 0f); // makes -0 and 0 one
        return ~(bits ^ (bits >> 31 & Integer.MAX_VALUE));
    }

    private static double scoreOf(int key) {
        return Float.intBitsToFloat(~key ^ (~key >> 31 & Integer.MAX_VALUE));
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
        return scoreOfKey.applyAsDouble((int) (cells[place] >> 32));
    }

    /** Whether the next cell, if any, has a lower score. */
    boolean endsLevel(int place) {
        return place + 1 == cells.length || (cells[place] ^ cells[place + 1]) >>> 32 != 0;
    }
}
