// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.StemNames;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.core.error.DatasetException;
import org.mir4j.models.card.MaskingTask;

/**
 * The songs that a recipe names, with the stems that its separator is about, or without any, for teachers to find them. A
 * stem {@code accompaniment} that a dataset does not list is the sum of all its stems but those that the separator takes for
 * themselves.
 */
final class StemLibrary {

    private final MaskingTask task;
    private final BiFunction<Path, String, Dataset> datasets;
    private final Path root;
    private final boolean taught;

    /**
     * @param task whose stems are wanted
     * @param datasets finds the dataset in a folder by its name, or that of a manifest there
     * @param root below which they lie
     * @param taught whether there are teachers for songs without stems
     */
    StemLibrary(MaskingTask task, BiFunction<Path, String, Dataset> datasets, Path root, boolean taught) {
        this.task = task;
        this.datasets = datasets;
        this.root = root;
        this.taught = taught;
    }

    /**
     * A song before it is decoded.
     *
     * @param id its name
     * @param stems the recordings of each of the separator's stems; none where the song lacks it
     * @param mixture whose stems teachers are to find; empty for a song that has stems
     * @param share how often it is drawn
     */
    record Song(String id, List<List<Recording>> stems, Optional<Recording> mixture, double share) {

        /** Whether all stems can be had, from recordings or from teachers. */
        boolean isWhole() {
            return mixture.isPresent() || stems.stream().noneMatch(List::isEmpty);
        }
    }

    /**
     * Lists songs.
     *
     * @throws DatasetException if a dataset or a split is missing, or there are no stems and no teachers
     */
    List<Song> songs(List<StemData.Source> sources) {
        List<Song> songs = new ArrayList<>();
        for (StemData.Source source : sources) {
            Path place = root.resolve(source.folder());
            Dataset dataset = datasets.apply(place, source.dataset());
            String folder = source.folder().isEmpty() ? source.dataset() : source.folder();
            if (dataset instanceof SeparationDataset separation) {
                requireNoStem(source);
                StemSplit split = separation.load(place, source.split());
                split.tracks()
                        .forEach(track -> songs.add(new Song(
                                folder + "/" + track.id(),
                                stems(track, split.stems()),
                                Optional.empty(),
                                source.share())));
            } else if (dataset instanceof TaggingDataset recordings) {
                recordings
                        .load(place, source.split())
                        .tracks()
                        .forEach(track -> songs.add(song(folder + "/" + track.id(), track.recording(), source)));
            }
        }
        return songs;
    }

    /**
     * Refuses songs none of which has one of the stems.
     *
     * @param songs that are used together
     * @return the songs
     * @throws DatasetException if a stem is missing everywhere
     */
    List<Song> complete(List<Song> songs) {
        if (songs.stream().anyMatch(song -> song.mixture().isPresent())) {
            return songs; // whose teachers know all stems
        }
        for (int stem = 0; stem < task.stems().size(); stem++) {
            int index = stem;
            if (songs.stream().allMatch(song -> song.stems().get(index).isEmpty())) {
                throw new DatasetException("None of the " + songs.size() + " songs has the stem '"
                        + task.stems().get(stem) + "' that the separator is to learn.");
            }
        }
        return songs;
    }

    /** A recording that is one of the stems as a whole, or whose stems teachers find. */
    private Song song(String id, Recording recording, StemData.Source source) {
        if (source.stem() == null) {
            requireTeachers(source);
            return new Song(id, List.of(), Optional.of(recording), source.share());
        }
        if (!task.stems().contains(source.stem())) {
            throw new DatasetException("The recipe takes " + source.dataset() + " for the stem '" + source.stem()
                    + "', and the separator has " + String.join(", ", task.stems()) + ".");
        }
        List<List<Recording>> stems = task.stems().stream()
                .map(stem -> stem.equals(source.stem()) ? List.of(recording) : List.<Recording>of())
                .toList();
        return new Song(id, stems, Optional.empty(), source.share());
    }

    private static void requireNoStem(StemData.Source source) {
        if (source.stem() != null) {
            throw new DatasetException("The dataset " + source.dataset() + " of the recipe has stems of its own, and is"
                    + " not the stem '" + source.stem() + "' as a whole: leave 'stem' out.");
        }
    }

    private void requireTeachers(StemData.Source source) {
        if (!taught) {
            throw new DatasetException(
                    "The dataset " + source.dataset() + " of the recipe has no stems; name separators"
                            + " that find them (teachers: {models: [spleeter-2stems]}), or take songs with their stems"
                            + " ('mir datasets list').");
        }
    }

    private List<List<Recording>> stems(StemTrack track, List<String> known) {
        Map<String, List<Recording>> found = new LinkedHashMap<>();
        for (String stem : task.stems()) {
            found.put(stem, track.stems().getOrDefault(stem, List.of()));
        }
        if (found.containsKey(StemNames.ACCOMPANIMENT) && !known.contains(StemNames.ACCOMPANIMENT)) {
            found.put(
                    StemNames.ACCOMPANIMENT,
                    track.stems().entrySet().stream()
                            .filter(stem -> !task.stems().contains(stem.getKey()))
                            .flatMap(stem -> stem.getValue().stream())
                            .toList());
        }
        return List.copyOf(found.values());
    }
}
