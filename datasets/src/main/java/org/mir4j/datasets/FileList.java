// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.TaggedTrack;

/** Collects the files that a complete copy of a dataset has; each is listed once, however often it is added. */
final class FileList {

    private final Path root;
    private final Map<Path, Optional<Checksum>> files = new LinkedHashMap<>();

    /**
     * Begins an empty list.
     *
     * @param root where the dataset lies
     */
    FileList(Path root) {
        this.root = root;
    }

    /**
     * Adds a file of which no checksum is known.
     *
     * @param path below the root
     * @return this
     */
    public FileList add(String path) {
        files.putIfAbsent(Path.of(path), Optional.empty());
        return this;
    }

    /**
     * Adds the recordings of tracks.
     *
     * @param tracks with recordings below the root
     * @return this
     */
    public FileList add(List<TaggedTrack> tracks) {
        for (TaggedTrack track : tracks) {
            files.putIfAbsent(root.relativize(track.recording().file()), Optional.empty());
        }
        return this;
    }

    /**
     * Tells what files that are listed must add up to; the others of the checksums are left out.
     *
     * @param folder the folder, below the root, that the paths of the checksums are relative to; empty for the root
     * @param checksums by path
     * @return this
     */
    public FileList checksums(String folder, Map<String, Checksum> checksums) {
        checksums.forEach((path, checksum) -> files.replace(Path.of(folder).resolve(path), Optional.of(checksum)));
        return this;
    }

    /**
     * The list.
     *
     * @return the files in the order in which they were added
     */
    public List<DatasetFile> list() {
        return files.entrySet().stream()
                .map(file -> new DatasetFile(file.getKey(), file.getValue()))
                .toList();
    }
}
