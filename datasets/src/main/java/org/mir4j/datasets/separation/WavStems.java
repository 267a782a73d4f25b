// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.separation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.StemTrack;

/**
 * A song as WAV files: {@code mixture.wav} in a folder, and a file for each of the stems of MUSDB18 in the same folder
 * or another.
 *
 * @param id the song's name
 * @param mixture the folder of the mixture
 * @param sources the folder of the stems
 */
record WavStems(String id, Path mixture, Path sources) {

    private Path mixtureFile() {
        return mixture.resolve("mixture.wav");
    }

    private Path stemFile(String stem) {
        return sources.resolve(stem + ".wav");
    }

    StemTrack track() {
        Map<String, List<Recording>> stems = new LinkedHashMap<>();
        for (String stem : MusdbSongs.STEMS) {
            stems.put(stem, List.of(Recording.of(stemFile(stem))));
        }
        return new StemTrack(id, Optional.of(Recording.of(mixtureFile())), stems);
    }

    /** The five files, relative to the root that the folders are relative to; nobody published their checksums. */
    List<DatasetFile> files() {
        List<DatasetFile> files = new ArrayList<>();
        Stream.concat(Stream.of(mixtureFile()), MusdbSongs.STEMS.stream().map(this::stemFile))
                .forEach(path -> files.add(new DatasetFile(path, Optional.empty())));
        return files;
    }
}
