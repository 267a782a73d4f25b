// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.StemNames;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.models.card.MaskingTask;

/**
 * The songs that a recipe names, with the stems that its separator is about. A stem {@code accompaniment} that a dataset
 * does not list is the sum of all its stems but those that the separator takes for themselves.
 */
final class StemLibrary {

    private final MaskingTask task;
    private final Function<String, SeparationDataset> datasets;
    private final Path root;

    /**
     * @param task whose stems are wanted
     * @param datasets finds a dataset by its name
     * @param root below which they lie
     */
    StemLibrary(MaskingTask task, Function<String, SeparationDataset> datasets, Path root) {
        this.task = task;
        this.datasets = datasets;
        this.root = root;
    }

    /**
     * A song before it is decoded.
     *
     * @param id its name
     * @param stems the recordings of each of the separator's stems; none where the song lacks it
     * @param share how often it is drawn
     */
    record Song(String id, List<List<Recording>> stems, double share) {}

    /**
     * Lists songs.
     *
     * @throws DatasetException if there are none, or a dataset has none of the stems
     */
    List<Song> songs(List<StemData.Source> sources) {
        List<Song> songs = new ArrayList<>();
        for (StemData.Source source : sources) {
            SeparationDataset dataset = datasets.apply(source.dataset());
            StemSplit split = dataset.load(root.resolve(source.folder()), source.split());
            for (StemTrack track : split.tracks()) {
                String folder = source.folder().isEmpty() ? source.dataset() : source.folder();
                songs.add(new Song(folder + "/" + track.id(), stems(track, split.stems()), source.share()));
            }
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
