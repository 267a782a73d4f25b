// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.core.error.DatasetException;
import org.mir4j.datasets.files.FileLookup;

/** The recordings of the splits of a dataset, and which of the splits have none on disk. */
final class SplitRecordings {

    private final Map<Path, Set<Recording>> byFile = new LinkedHashMap<>();
    private final List<MissingSplit> missing = new ArrayList<>();

    SplitRecordings(Dataset dataset, Path root, Set<String> splits) {
        for (String split : splits) {
            try {
                add(
                        split,
                        recordings(dataset, root, split)
                                .map(recording -> onDisk(root, recording))
                                .toList());
            } catch (DatasetException e) {
                missing.add(new MissingSplit(split, e.getMessage()));
            }
        }
    }

    /** The same recording by the name that its file has on disk. */
    private static Recording onDisk(Path root, Recording recording) {
        Path file = recording.file();
        Path found = file.startsWith(root) ? FileLookup.find(root, root.relativize(file)) : file;
        return new Recording(found, recording.stream(), recording.channel());
    }

    private void add(String split, List<Recording> recordings) {
        for (Recording recording : recordings) {
            byFile.computeIfAbsent(recording.file(), file -> new LinkedHashSet<>())
                    .add(recording);
        }
        List<Path> files = recordings.stream().map(Recording::file).distinct().toList();
        if (files.stream().noneMatch(Files::exists)) {
            String reason =
                    files.isEmpty() ? "it has no tracks here" : "none of its " + files.size() + " files is there";
            missing.add(new MissingSplit(split, reason));
        }
    }

    private static Stream<Recording> recordings(Dataset dataset, Path root, String split) {
        if (dataset instanceof TaggingDataset tagging) {
            return tagging.load(root, split).tracks().stream().map(TaggedTrack::recording);
        }
        return ((SeparationDataset) dataset)
                .load(root, split).tracks().stream().map(StemTrack::recordings).flatMap(List::stream);
    }

    /** The recordings that lie in a file. */
    List<Recording> in(Path file) {
        return List.copyOf(byFile.getOrDefault(file, Set.of()));
    }

    /** All files that have recordings. */
    Set<Path> files() {
        return byFile.keySet();
    }

    List<MissingSplit> missing() {
        return missing;
    }
}
