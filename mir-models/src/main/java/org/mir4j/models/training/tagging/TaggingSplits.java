// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.core.error.DatasetException;

/**
 * Which tracks are trained on and which are validated on, and what is learned of them.
 *
 * @param labels what is learned, in the order of the network's classes
 * @param known the labels of the dataset; of others it says nothing
 * @param train the tracks to train on
 * @param validation the tracks to validate on
 */
record TaggingSplits(List<String> labels, Set<String> known, List<TaggedTrack> train, List<TaggedTrack> validation) {

    /** Keeps its own lists. */
    public TaggingSplits {
        labels = List.copyOf(labels);
        known = Set.copyOf(known);
        train = List.copyOf(train);
        validation = List.copyOf(validation);
    }

    /**
     * Reads what a recipe names.
     *
     * @param recipe its data and labels
     * @param dataset that the recipe names
     * @param root where the dataset lies
     * @return the tracks
     * @throws DatasetException if a split is missing, a label is neither in the dataset nor taught, the loss wants one
     *     class a track and there are more, or a part that is held out leaves a label without tracks on a side
     */
    public static TaggingSplits load(TaggingRecipe recipe, TaggingDataset dataset, Path root) {
        DataSettings data = recipe.data();
        List<TaggedSplit> train =
                data.train().stream().map(split -> dataset.load(root, split)).toList();
        List<TaggedSplit> validation = data.validation().stream()
                .map(split -> dataset.load(root, split))
                .toList();
        requireSingle(recipe, dataset, train);
        List<String> labels = labels(recipe, dataset, train.get(0).labels());
        if (recipe.loss() instanceof TaggingLoss.CrossEntropy && labels.size() < 2) {
            throw new DatasetException("The loss 'cross-entropy' tells classes from each other, and there is only one: "
                    + labels + "; use 'binary-cross-entropy'.");
        }
        List<TaggedTrack> all = tracks(train);
        requireApart(all, tracks(validation), dataset);
        Set<String> known = Set.copyOf(train.get(0).labels());
        Set<TaggedTrack> heldOut = validation.isEmpty() ? heldOut(all, labels, known, recipe) : Set.of();
        return new TaggingSplits(
                labels,
                known,
                nonEmpty(all.stream().filter(track -> !heldOut.contains(track)).toList(), "to train on", dataset),
                nonEmpty(
                        validation.isEmpty()
                                ? all.stream().filter(heldOut::contains).toList()
                                : tracks(validation),
                        "to validate on",
                        dataset));
    }

    private static void requireApart(List<TaggedTrack> train, List<TaggedTrack> validation, TaggingDataset dataset) {
        Set<String> learned = train.stream().map(TaggedTrack::id).collect(Collectors.toSet());
        List<String> shared = validation.stream()
                .map(TaggedTrack::id)
                .filter(learned::contains)
                .toList();
        if (!shared.isEmpty()) {
            throw new DatasetException("The splits of " + dataset.card().name() + " to train and to validate on share "
                    + shared.size() + " tracks, such as " + shared.get(0) + "; nothing measured on them would count.");
        }
    }

    private static void requireSingle(TaggingRecipe recipe, TaggingDataset dataset, List<TaggedSplit> splits) {
        boolean single = splits.stream().allMatch(split -> split.labelling() == Labelling.SINGLE);
        if (recipe.loss() instanceof TaggingLoss.CrossEntropy && !single) {
            throw new DatasetException("The loss 'cross-entropy' takes exactly one label per track, and any number of"
                    + " labels hold for the tracks of " + dataset.card().name() + "; use 'binary-cross-entropy'.");
        }
    }

    private static List<String> labels(TaggingRecipe recipe, TaggingDataset dataset, List<String> known) {
        List<String> labels = recipe.labels().isEmpty() ? known : recipe.labels();
        Map<String, Map<String, String>> taught =
                recipe.teachers() == null ? Map.of() : recipe.teachers().tags();
        List<String> missing = labels.stream()
                .filter(label -> !known.contains(label) && !taught.containsKey(label))
                .toList();
        if (!missing.isEmpty()) {
            throw new DatasetException("The recipe's labels " + missing + " are none of the " + known.size() + " of "
                    + dataset.card().name() + ", and no teacher knows them; the dataset's labels are " + known + ".");
        }
        Set<String> superfluous = new LinkedHashSet<>(taught.keySet());
        labels.forEach(superfluous::remove);
        if (!superfluous.isEmpty()) {
            throw new DatasetException(
                    "The recipe has teachers for " + superfluous + ", which are none of its labels.");
        }
        return labels;
    }

    private static List<TaggedTrack> tracks(List<TaggedSplit> splits) {
        List<TaggedTrack> tracks = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        for (TaggedSplit split : splits) {
            split.tracks().stream().filter(track -> ids.add(track.id())).forEach(tracks::add);
        }
        return tracks;
    }

    /** Labels that teachers know better than the dataset need no tracks of their own. */
    private static Set<TaggedTrack> heldOut(
            List<TaggedTrack> all, List<String> labels, Set<String> known, TaggingRecipe recipe) {
        Set<String> taught =
                recipe.teachers() == null ? Set.of() : recipe.teachers().tags().keySet();
        List<String> needed = labels.stream()
                .filter(label -> known.contains(label) && !taught.contains(label))
                .toList();
        return new HoldOut(all, needed, recipe.data().holdOut(), recipe.seed()).draw();
    }

    private static List<TaggedTrack> nonEmpty(List<TaggedTrack> tracks, String purpose, TaggingDataset dataset) {
        if (tracks.isEmpty()) {
            throw new DatasetException(
                    "There are no tracks " + purpose + " in " + dataset.card().name() + " by this recipe.");
        }
        return tracks;
    }
}
