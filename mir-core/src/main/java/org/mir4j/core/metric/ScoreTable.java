// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.mir4j.core.error.MirException;

/**
 * What a model scored and what is true: tracks by tags, where any number of tags hold on a track.
 *
 * <p>Scores are finite, of any range, and higher where the model believes more. A table takes about 8 bytes per cell, and
 * does not change once it is built.
 */
public final class ScoreTable {

    private final List<String> tracks;
    private final List<String> tags;
    private final double[][] scores;
    private final BitSet[] present;
    private final BitSet[] unknown;

    private ScoreTable(Builder builder) {
        tracks = builder.rows.tracks();
        tags = builder.rows.labels();
        scores = builder.rows.scores();
        present = builder.present.toArray(BitSet[]::new);
        unknown = builder.unknown.toArray(BitSet[]::new);
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
     * The tags' names, in the order of the scores.
     *
     * @return at least one name, each once
     */
    public List<String> tags() {
        return tags;
    }

    /**
     * How much the model believes in a tag.
     *
     * @param track the track's place, from 0
     * @param tag the tag's place, from 0
     * @return a finite score
     */
    public double score(int track, int tag) {
        return scores[track][tag];
    }

    /**
     * Whether a tag holds.
     *
     * @param track the track's place, from 0
     * @param tag the tag's place, from 0
     * @return what is known of it
     */
    public Truth truth(int track, int tag) {
        if (isPresent(track, tag)) {
            return Truth.PRESENT;
        }
        return isKnown(track, tag) ? Truth.ABSENT : Truth.UNKNOWN;
    }

    /**
     * On how many tracks a tag holds.
     *
     * @param tag the tag's place, from 0
     * @return a number of tracks
     */
    public int positives(int tag) {
        int count = 0;
        for (BitSet row : present) {
            count += row.get(tag) ? 1 : 0;
        }
        return count;
    }

    /**
     * Of how many tracks it is known whether a tag holds.
     *
     * @param tag the tag's place, from 0
     * @return a number of tracks, at least that of the positives
     */
    public int known(int tag) {
        int count = 0;
        for (BitSet row : unknown) {
            count += row.get(tag) ? 0 : 1;
        }
        return count;
    }

    boolean isPresent(int track, int tag) {
        return present[track].get(tag);
    }

    boolean isKnown(int track, int tag) {
        return !unknown[track].get(tag);
    }

    /** Gathers the rows of a table. */
    public static final class Builder {

        private final ScoreRows rows;
        private final List<BitSet> present = new ArrayList<>();
        private final List<BitSet> unknown = new ArrayList<>();

        /**
         * @param tags the tags' names, in the order of the scores
         * @throws MirException if there is none, or one is listed twice
         */
        public Builder(List<String> tags) {
            rows = new ScoreRows(tags);
        }

        /**
         * Adds a track of which all is known: the tags that are not present are absent.
         *
         * @param track the track's id
         * @param scores one score per tag; copied
         * @param present the tags that hold
         * @return this
         * @throws MirException if the track is there already, a score is missing or not finite, or a tag is not scored
         */
        public Builder add(String track, double[] scores, Set<String> present) {
            return add(track, scores, present, Set.of());
        }

        /**
         * Adds a track: the tags that are neither present nor unknown are absent.
         *
         * @param track the track's id
         * @param scores one score per tag; copied
         * @param present the tags that hold
         * @param unknown the tags of which nothing is known
         * @return this
         * @throws MirException if the track is there already, a score is missing or not finite, a tag is not scored, or
         *     one is both present and unknown
         */
        public Builder add(String track, double[] scores, Set<String> present, Set<String> unknown) {
            BitSet holds = indices(track, present);
            BitSet open = indices(track, unknown);
            if (holds.intersects(open)) {
                String both =
                        present.stream().filter(unknown::contains).findFirst().orElseThrow();
                throw new MirException("Track '" + track + "' has '" + both + "' both present and unknown; say one.");
            }
            rows.add(track, scores);
            this.present.add(holds);
            this.unknown.add(open);
            return this;
        }

        private BitSet indices(String track, Set<String> tags) {
            BitSet indices = new BitSet(tags.isEmpty() ? 0 : rows.labels().size());
            tags.forEach(tag -> indices.set(rows.index(track, tag)));
            return indices;
        }

        /**
         * The table of all tracks so far.
         *
         * @return the table
         * @throws MirException if no track was added
         */
        public ScoreTable build() {
            return new ScoreTable(this);
        }
    }

    /** What is known of a tag on a track. */
    public enum Truth {
        /** The tag holds. */
        PRESENT,
        /** The tag does not hold. */
        ABSENT,
        /** Not known: the cell is left out of every metric, as with the masks of OpenMIC-2018. */
        UNKNOWN
    }
}
