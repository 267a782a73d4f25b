package org.mir4j.models.training.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.models.training.recipe.Seed;

/**
 * Holds a part of some tracks out to validate on, so that every label has its part of it: by iterative stratification, the
 * rarest label first. A label of at least two tracks is to have at least one on either side; where labels share tracks so
 * that one has not, the tracks are refused.
 *
 * <p>Source: Sechidis, Tsoumakas, Vlahavas, "On the stratification of multi-label data", ECML PKDD 2011, algorithm 1; the
 * least of one track is ours.
 */
final class HoldOut {

    private static final int TRAIN = 0;
    private static final int HELD_OUT = 1;

    private final List<TaggedTrack> tracks;
    private final List<String> labels;
    private final double part;
    private final Map<String, double[]> wanted = new LinkedHashMap<>(); // tracks of a label that a side is still to get
    private final double[] wantedOfAll;
    private final List<Set<TaggedTrack>> sides = List.of(new LinkedHashSet<>(), new LinkedHashSet<>());

    /**
     * @param tracks of which a part is held out
     * @param labels of which every side is to have some
     * @param part how much is held out, from 0 to 1
     */
    HoldOut(List<TaggedTrack> tracks, Collection<String> labels, double part) {
        this.tracks = tracks;
        this.labels = List.copyOf(labels);
        this.part = part;
        wantedOfAll = new double[] {(1 - part) * tracks.size(), part * tracks.size()};
        for (String label : labels) {
            long count = tracks.stream()
                    .filter(track -> track.present().contains(label))
                    .count();
            double heldOut = count < 2 ? part * count : Math.max(1, Math.min(count - 1.0, part * count));
            wanted.put(label, new double[] {count - heldOut, heldOut});
        }
    }

    /**
     * Draws the tracks.
     *
     * @param seed of what is left to chance
     * @return those that are held out, in no order
     * @throws DatasetException if a side is left without a track of some label
     */
    Set<TaggedTrack> draw(long seed) {
        List<TaggedTrack> left = shuffled(seed);
        Random ties = new Seed(seed).random(0);
        while (!left.isEmpty()) {
            String rarest = rarest(left);
            for (TaggedTrack track : List.copyOf(left)) {
                if (rarest == null || track.present().contains(rarest)) {
                    place(track, rarest, ties);
                }
            }
            left.removeIf(track -> sides.stream().anyMatch(side -> side.contains(track)));
        }
        requireAll();
        return sides.get(HELD_OUT);
    }

    /** In an order that is a matter of names and seed alone. */
    private List<TaggedTrack> shuffled(long seed) {
        Map<TaggedTrack, Double> keys = tracks.stream().collect(Collectors.toMap(track -> track, track -> new Seed(
                        31 * seed + track.id().hashCode())
                .random(0)
                .nextDouble()));
        List<TaggedTrack> order = new ArrayList<>(tracks);
        order.sort(Comparator.<TaggedTrack, Double>comparing(keys::get).thenComparing(TaggedTrack::id));
        return order;
    }

    /** The label with the fewest tracks left; null if none has any. */
    private String rarest(List<TaggedTrack> left) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        left.forEach(track -> track.present().forEach(label -> counts.merge(label, 1, Integer::sum)));
        return labels.stream()
                .filter(counts::containsKey)
                .min(Comparator.comparing(counts::get))
                .orElse(null);
    }

    private void place(TaggedTrack track, String label, Random ties) {
        double[] first = label == null ? wantedOfAll : wanted.get(label);
        int order = Double.compare(first[HELD_OUT], first[TRAIN]);
        if (order == 0) {
            order = Double.compare(wantedOfAll[HELD_OUT], wantedOfAll[TRAIN]);
        }
        boolean heldOut = order > 0 || order == 0 && ties.nextBoolean();
        int side = heldOut ? HELD_OUT : TRAIN;
        sides.get(side).add(track);
        wantedOfAll[side]--;
        for (String present : track.present()) {
            if (wanted.containsKey(present)) {
                wanted.get(present)[side]--;
            }
        }
    }

    private void requireAll() {
        for (String label : labels) {
            long heldOut = count(label, HELD_OUT);
            long train = count(label, TRAIN);
            if (heldOut == 0 || train == 0) {
                throw new DatasetException("Of the label '" + label + "' there "
                        + (heldOut + train == 1 ? "is 1 track" : "are " + (heldOut + train) + " tracks")
                        + ", and by holding out " + part + " of all, none would be left to "
                        + (train == 0 ? "train" : "validate") + " on; add some, or leave the label out of the"
                        + " recipe's labels.");
            }
        }
    }

    private long count(String label, int side) {
        return sides.get(side).stream()
                .filter(track -> track.present().contains(label))
                .count();
    }
}
