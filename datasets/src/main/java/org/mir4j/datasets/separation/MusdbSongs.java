// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.separation;

import java.util.List;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.datasets.files.NameList;

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
}
