// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.models.training.Seed;

/**
 * Holds a part of some tracks out to validate on, so that every label has its part of it: by iterative stratification, the
 * rarest label first. A label of at least two tracks is to have at least one on either side; where labels share tracks so
 * that one has not, tracks are moved from side to side until each has. If none of many moves brings that about, the tracks
 * are refused. The work grows with the number of tracks and their labels, and with the square of the number of labels.
 *
 * <p>Source: Sechidis, Tsoumakas, Vlahavas, "On the stratification of multi-label data", ECML PKDD 2011, algorithm 1; the
 * least of one track is ours. Moves: Selman, Kautz, Cohen, "Noise strategies for improving local search", AAAI 1994
 * (WalkSAT), a label being a clause that wants two different values.
 */
final class HoldOut {

    private static final int TRAIN = 0;
    private static final int HELD_OUT = 1;
    private static final int UNDECIDED = -1;
    private static final int MOST_MOVES = 10_000;

    private final List<TaggedTrack> tracks;
    private final List<String> labels;
    private final double part;
    private final Random random;
    private final int[][] labelsOf; // by track
    private final List<List<Integer>> tracksOf = new ArrayList<>(); // by label
    private final int[] sides; // by track
    private final int[][] counts; // by label and side
    private final int[] sizes = new int[2]; // by side

    /**
     * @param tracks of which a part is held out
     * @param labels of which every side is to have some
     * @param part how much is held out, from 0 to 1
     * @param seed of what is left to chance
     */
    HoldOut(List<TaggedTrack> tracks, Collection<String> labels, double part, long seed) {
        this.tracks = shuffled(tracks, seed);
        this.labels = List.copyOf(labels);
        this.part = part;
        random = new Seed(seed).random(0);
        Map<String, Integer> numbers = new HashMap<>();
        for (String label : this.labels) {
            numbers.put(label, numbers.size());
            tracksOf.add(new ArrayList<>());
        }
        labelsOf = new int[tracks.size()][];
        for (int track = 0; track < labelsOf.length; track++) {
            labelsOf[track] = this.tracks.get(track).present().stream()
                    .map(numbers::get)
                    .filter(Objects::nonNull)
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int label : labelsOf[track]) {
                tracksOf.get(label).add(track);
            }
        }
        sides = new int[labelsOf.length];
        Arrays.fill(sides, UNDECIDED);
        counts = new int[tracksOf.size()][2];
    }

    /** In an order that is a matter of names and seed alone. */
    private static List<TaggedTrack> shuffled(List<TaggedTrack> tracks, long seed) {
        record Keyed(double key, TaggedTrack track) {}

        return tracks.stream()
                .map(track -> new Keyed(
                        new Seed(31 * seed + track.id().hashCode()).random(0).nextDouble(), track))
                .sorted(Comparator.comparingDouble(Keyed::key)
                        .thenComparing(keyed -> keyed.track().id()))
                .map(Keyed::track)
                .toList();
    }

    /**
     * Draws the tracks, once.
     *
     * @return those that are held out, in no order
     * @throws DatasetException if a side is left without a track of some label
     */
    Set<TaggedTrack> draw() {
        for (int label = rarest(); label >= 0; label = rarest()) {
            double all = tracksOf.get(label).size();
            double heldOut = all < 2 ? part * all : Math.max(1, Math.min(all - 1, part * all));
            for (int track : tracksOf.get(label)) {
                place(track, moreWanted(all, heldOut, counts[label]));
            }
        }
        IntStream.range(0, sides.length).forEach(track -> place(track, moreWantedOfAll()));
        giveEachItsLeast();
        requireAll();
        Set<TaggedTrack> heldOut = new LinkedHashSet<>();
        IntStream.range(0, sides.length)
                .filter(track -> sides[track] == HELD_OUT)
                .mapToObj(tracks::get)
                .forEach(heldOut::add);
        return heldOut;
    }

    /** The label with the fewest undecided tracks; -1 if none has any. */
    private int rarest() {
        return IntStream.range(0, counts.length)
                .filter(label -> undecided(label) > 0)
                .boxed()
                .min(Comparator.comparingInt(this::undecided))
                .orElse(-1);
    }

    private int undecided(int label) {
        return tracksOf.get(label).size() - counts[label][TRAIN] - counts[label][HELD_OUT];
    }

    /** By how many more tracks are still to be held out than to be trained on. */
    private static double moreWanted(double all, double heldOut, int[] decided) {
        return heldOut - decided[HELD_OUT] - (all - heldOut - decided[TRAIN]);
    }

    private double moreWantedOfAll() {
        return moreWanted(sides.length, part * sides.length, sizes);
    }

    private void place(int track, double moreWanted) {
        if (sides[track] == UNDECIDED) {
            double more = moreWanted == 0 ? moreWantedOfAll() : moreWanted;
            put(track, more > 0 || more == 0 && random.nextBoolean() ? HELD_OUT : TRAIN);
        }
    }

    private void put(int track, int side) {
        sides[track] = side;
        sizes[side]++;
        for (int label : labelsOf[track]) {
            counts[label][side]++;
        }
    }

    private void move(int track) {
        int side = sides[track];
        sizes[side]--;
        for (int label : labelsOf[track]) {
            counts[label][side]--;
        }
        put(track, TRAIN + HELD_OUT - side);
    }

    /**
     * Moves a track of a label that lacks one: where there is none without harm to other labels, the one with the least, or
     * any one, so that moves do not go round in circles.
     */
    private void giveEachItsLeast() {
        for (int moves = 0; moves < MOST_MOVES; moves++) {
            int[] lacking = IntStream.range(0, counts.length)
                    .filter(label -> tracksOf.get(label).size() > 1 && lacks(label))
                    .toArray();
            if (lacking.length == 0) {
                return;
            }
            List<Integer> candidates = tracksOf.get(lacking[random.nextInt(lacking.length)]);
            int least =
                    candidates.stream().min(Comparator.comparingInt(this::harm)).orElseThrow();
            boolean any = harm(least) > 0 && random.nextBoolean();
            move(any ? candidates.get(random.nextInt(candidates.size())) : least);
        }
    }

    private boolean lacks(int label) {
        return counts[label][TRAIN] == 0 || counts[label][HELD_OUT] == 0;
    }

    /** How many labels would lack a track if one were moved to the other side. */
    private int harm(int track) {
        return (int) Arrays.stream(labelsOf[track])
                .filter(label ->
                        counts[label][sides[track]] == 1 && tracksOf.get(label).size() > 1)
                .count();
    }

    private void requireAll() {
        for (int label = 0; label < counts.length; label++) {
            if (lacks(label)) {
                int all = tracksOf.get(label).size();
                throw new DatasetException("Of the label '" + labels.get(label) + "' there "
                        + (all == 1 ? "is 1 track" : "are " + all + " tracks")
                        + ", and by holding out " + part + " of all, none would be left to "
                        + (counts[label][TRAIN] == 0 ? "train" : "validate")
                        + " on; add some, or leave the label out of the recipe's labels.");
            }
        }
    }
}
