// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.separation;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.datasets.files.FileLookup;

/** Songs in Native Instruments' stem format: one MP4 with five stereo AAC streams. */
final class StemFiles {

    /** The order of the streams in the file; the first is the mixture. */
    private static final List<String> STREAMS = List.of("mixture", "drums", "bass", "other", "vocals");

    private StemFiles() {}

    static String path(MusdbSongs.Song song) {
        return song.folder() + "/" + song.name() + ".stem.mp4";
    }

    /** The songs of a split, wherever their files lie below the root. */
    static StemSplit load(List<MusdbSongs.Song> songs, Path root, String split) {
        List<StemTrack> tracks = MusdbSongs.ofSplit(songs, split).stream()
                .map(song -> track(song, FileLookup.find(root, Path.of(path(song)))))
                .toList();
        return new StemSplit(SeparationProtocol.BSS_EVAL_V4, MusdbSongs.STEMS, tracks);
    }

    private static StemTrack track(MusdbSongs.Song song, Path file) {
        Recording mixture = Recording.of(file);
        Map<String, List<Recording>> stems = new LinkedHashMap<>();
        for (String stem : MusdbSongs.STEMS) {
            stems.put(stem, List.of(mixture.stream(STREAMS.indexOf(stem))));
        }
        return new StemTrack(song.name(), Optional.of(mixture), stems);
    }
}
