// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.Remedy;

/**
 * The tracks of a dataset that a system is to be scored on.
 *
 * @param dataset what they are of
 * @param name of the split
 * @param root where the dataset lies
 * @param tracks in the split's order, and what is true of them
 * @param omissions what of the split was left out, in sentences
 * @param <S> a split of the task: {@link TaggedSplit} or {@link StemSplit}
 */
public record EvaluationSplit<S>(DatasetCard dataset, String name, Path root, S tracks, List<String> omissions) {

    /**
     * Which tracks of a split are to be scored.
     *
     * @param limit how many tracks, evenly spread over the split; empty for all
     * @param skipMissing whether tracks whose recordings are not there are left out
     */
    public record Selection(OptionalInt limit, boolean skipMissing) {

        /** All tracks; none may be missing. */
        public static final Selection ALL = new Selection(OptionalInt.empty(), false);
    }

    /** Keeps its own list. */
    public EvaluationSplit {
        omissions = List.copyOf(omissions);
    }

    /**
     * All tracks of a split.
     *
     * @param dataset with labels
     * @param root where it lies
     * @param split a name that the dataset's card has
     * @return the tracks and their labels
     * @throws DatasetException if the split cannot be read, is empty, or recordings are missing
     */
    public static EvaluationSplit<TaggedSplit> load(TaggingDataset dataset, Path root, String split) {
        return load(dataset, root, split, Selection.ALL);
    }

    /**
     * Some tracks of a split.
     *
     * @param dataset with labels
     * @param root where it lies
     * @param split a name that the dataset's card has
     * @param selection which of its tracks
     * @return the tracks and their labels
     * @throws DatasetException if the split cannot be read, is empty, or recordings are missing and may not be
     */
    public static EvaluationSplit<TaggedSplit> load(
            TaggingDataset dataset, Path root, String split, Selection selection) {
        TaggedSplit whole = dataset.load(root, split);
        Chooser chooser = new Chooser(root, split, selection);
        TaggedSplit chosen = new TaggedSplit(
                whole.labelling(),
                whole.labels(),
                chooser.choose(whole.tracks(), track -> Stream.of(track.recording())));
        return new EvaluationSplit<>(dataset.card(), split, root, chosen, chooser.omissions);
    }

    /**
     * All songs of a split.
     *
     * @param dataset with stems
     * @param root where it lies
     * @param split a name that the dataset's card has
     * @return the songs and their true stems
     * @throws DatasetException if the split cannot be read, is empty, or recordings are missing
     */
    public static EvaluationSplit<StemSplit> load(SeparationDataset dataset, Path root, String split) {
        return load(dataset, root, split, Selection.ALL);
    }

    /**
     * Some songs of a split.
     *
     * @param dataset with stems
     * @param root where it lies
     * @param split a name that the dataset's card has
     * @param selection which of its songs
     * @return the songs and their true stems
     * @throws DatasetException if the split cannot be read, is empty, or recordings are missing and may not be
     */
    public static EvaluationSplit<StemSplit> load(
            SeparationDataset dataset, Path root, String split, Selection selection) {
        StemSplit whole = dataset.load(root, split);
        Chooser chooser = new Chooser(root, split, selection);
        StemSplit chosen = new StemSplit(
                whole.protocol(), whole.stems(), chooser.choose(whole.tracks(), track -> track.recordings().stream()));
        return new EvaluationSplit<>(dataset.card(), split, root, chosen, chooser.omissions);
    }

    /** Chooses tracks, and says what it leaves out. */
    private static final class Chooser {

        private final Path root;
        private final String split;
        private final Selection selection;
        private final List<String> omissions = new ArrayList<>();

        Chooser(Path root, String split, Selection selection) {
            this.root = root;
            this.split = split;
            this.selection = selection;
        }

        <T> List<T> choose(List<T> all, Function<T, Stream<Recording>> recordings) {
            if (all.isEmpty()) {
                throw new DatasetException("The split " + split + " in " + root + " has no tracks.");
            }
            List<T> limited = limited(all);
            List<T> there = new ArrayList<>();
            Path missing = null;
            for (T track : limited) {
                Path absent = recordings
                        .apply(track)
                        .map(Recording::file)
                        .filter(file -> !Files.exists(file))
                        .findFirst()
                        .orElse(null);
                if (absent == null) {
                    there.add(track);
                } else {
                    missing = missing == null ? absent : missing;
                }
            }
            int gone = limited.size() - there.size();
            if (gone > 0) {
                requireSome(there.size(), limited.size(), missing);
                omissions.add(gone + " of " + limited.size()
                        + " tracks are missing in the copy of the dataset and left out.");
            }
            return there;
        }

        private <T> List<T> limited(List<T> all) {
            OptionalInt limit = selection.limit();
            if (limit.isEmpty() || limit.getAsInt() >= all.size()) {
                return all;
            }
            omissions.add("Only " + limit.getAsInt() + " of " + all.size() + " tracks, evenly spread over the split.");
            List<T> chosen = new ArrayList<>();
            for (long i = 0; i < limit.getAsInt(); i++) {
                chosen.add(all.get((int) (i * all.size() / limit.getAsInt())));
            }
            return chosen;
        }

        private void requireSome(int there, int all, Path missing) {
            String sentence = "The dataset is not whole: " + (all - there) + " of " + all + " tracks of the split "
                    + split + " are missing, the first of them " + missing + ".";
            if (there == 0) {
                throw new DatasetException(sentence + " Is " + root + " its root?").with(Remedy.DATASET_LAYOUT);
            }
            if (!selection.skipMissing()) {
                throw new DatasetException(sentence
                                + " Those that are there can be scored without the others, but their numbers are not"
                                + " those of the whole split.")
                        .with(Remedy.SKIP_MISSING);
            }
        }
    }
}
