// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.StemTrack;

/**
 * The 150 songs of MUSDB18. Its folders are {@code train} and {@code test}; which songs of the training folder are kept
 * for validation is what the authors' package {@code musdb} says ({@code musdb/configs/mus.yaml}).
 */
final class MusdbSongs {

    /** The names of the stems; in the files of MUSDB18 they stand in another order, after the mixture. */
    static final List<String> STEMS = List.of("vocals", "drums", "bass", "other");

    private static final String ALL = "all";

    /**
     * A song.
     *
     * @param split the name of the only split it is in, besides that of all songs
     * @param name artist and title
     */
    record Song(String split, String name) {

        /** The folder that the song lies in, relative to the root. */
        String folder() {
            return split.equals("test") ? "test" : "train";
        }
    }

    private MusdbSongs() {}

    /** All songs, those of the test split first. */
    static List<Song> all() {
        return NameList.ofResource(MusdbSongs.class, "musdb18.txt").stream()
                .map(line -> line.split("/", 2))
                .map(parts -> new Song(parts[0], parts[1]))
                .toList();
    }

    /** Those of the songs that a split has. */
    static List<Song> ofSplit(List<Song> songs, String split) {
        return songs.stream()
                .filter(song -> split.equals(ALL) || split.equals(song.split()))
                .toList();
    }

    /** Says what the splits are. */
    static DatasetCard.Builder describeSplits(DatasetCard.Builder card, List<Song> songs) {
        return card.split("test", count(songs, "test") + " songs, the folder test")
                .split("train", count(songs, "train") + " songs of the folder train")
                .split(
                        "validation",
                        count(songs, "validation") + " songs of the folder train, chosen by the authors' package musdb")
                .split(ALL, count(songs, ALL) + " songs");
    }

    private static int count(List<Song> songs, String split) {
        return ofSplit(songs, split).size();
    }

    /** Songs in Native Instruments' stem format: one MP4 with five stereo AAC streams. */
    static final class StemFiles {

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

        /** The five files, relative to the root that the folders are relative to; their checksums are not published. */
        List<DatasetFile> files() {
            List<DatasetFile> files = new ArrayList<>();
            Stream.concat(Stream.of(mixtureFile()), MusdbSongs.STEMS.stream().map(this::stemFile))
                    .forEach(path -> files.add(new DatasetFile(path, Optional.empty())));
            return files;
        }
    }
}
