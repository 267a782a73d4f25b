// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.mir4j.core.error.MirException;

/**
 * What a model scored and what is true: tracks by classes, where exactly one class holds on a track.
 *
 * <p>Scores are finite, of any range, and higher where the model believes more. Of classes of equal
 * score the first in the list is the predicted one.
 */
public final class ClassScores {

    private final List<String> tracks;
    private final List<String> classes;
    private final double[][] scores;
    private final int[] truth;
    private final int[] predicted;

    private ClassScores(Builder builder) {
        tracks = builder.rows.tracks();
        classes = builder.rows.labels();
        scores = builder.rows.scores();
        truth = builder.truth.stream().mapToInt(Integer::intValue).toArray();
        predicted = IntStream.range(0, truth.length).map(this::highest).toArray();
    }

    /**
     * The tracks' ids, in the order in which they were added.
     *
     * @return at least one id, each once
     */
    public List<String> tracks() {
        return tracks;
    }

    /**
     * The classes' names, in the order of the scores.
     *
     * @return at least one name, each once
     */
    public List<String> classes() {
        return classes;
    }

    /**
     * How much the model believes in a class.
     *
     * @param track the track's place, from 0
     * @param ofClass the class's place, from 0
     * @return a finite score
     */
    public double score(int track, int ofClass) {
        return scores[track][ofClass];
    }

    /**
     * The class that holds.
     *
     * @param track the track's place, from 0
     * @return the class's place, from 0
     */
    public int truth(int track) {
        return truth[track];
    }

    /**
     * The class of the highest score, the first of equals.
     *
     * @param track the track's place, from 0
     * @return the class's place, from 0
     */
    public int predicted(int track) {
        return predicted[track];
    }

    /**
     * Every class as a tag that holds on the tracks of that class and on no other.
     *
     * @return a table of the same tracks and scores
     */
    public ScoreTable oneVersusRest() {
        ScoreTable.Builder table = new ScoreTable.Builder(classes);
        for (int track = 0; track < truth.length; track++) {
            table.add(tracks.get(track), scores[track], Set.of(classes.get(truth[track])));
        }
        return table.build();
    }

    private int highest(int track) {
        int best = 0;
        for (int k = 1; k < classes.size(); k++) {
            if (scores[track][k] > scores[track][best]) {
                best = k;
            }
        }
        return best;
    }

    /** How many classes rank before the one that holds; of equals the last in the list is ranked first. */
    int rankOfTruth(int track) {
        double[] row = scores[track];
        int rank = 0;
        for (int k = 0; k < row.length; k++) {
            if (row[k] > row[truth[track]] || (row[k] == row[truth[track]] && k > truth[track])) {
                rank++;
            }
        }
        return rank;
    }

    /** Gathers the rows of a table. */
    public static final class Builder {

        private final ScoreRows rows;
        private final List<Integer> truth = new ArrayList<>();

        /**
         * @param classes the classes' names, in the order of the scores
         * @throws MirException if there is none, or one is listed twice
         */
        public Builder(List<String> classes) {
            rows = new ScoreRows(classes);
        }

        /**
         * Adds a track.
         *
         * @param track the track's id
         * @param scores one score per class; copied
         * @param truth the class that holds
         * @return this
         * @throws MirException if the track is there already, a score is missing or not finite, or the class is not
         *     scored
         */
        public Builder add(String track, double[] scores, String truth) {
            int index = rows.index(track, truth);
            rows.add(track, scores);
            this.truth.add(index);
            return this;
        }

        /**
         * The table of all tracks so far.
         *
         * @return the table
         * @throws MirException if no track was added
         */
        public ClassScores build() {
            return new ClassScores(this);
        }
    }
}
