// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;

/**
 * The Million Song Dataset (Bertin-Mahieux 2011) with the 50 most frequent tags of Last.fm. The split is that of Choi
 * (2016) without previews shorter than 29.1 s (Lee 2017), in the form in which musicnn has it as text.
 */
final class MillionSongDataset extends TagDataset {

    private static final String INDEX = "lists/index_msd.tsv";
    private static final String LEFT_OUT = "lists/left_out.txt";
    private static final Map<String, String> LISTS =
            Map.of("train", "lists/train_gt_msd.tsv", "valid", "lists/val_gt_msd.tsv", "test", "lists/test_gt_msd.tsv");
    private static final List<String> TAGS = List.of(
            "rock",
            "pop",
            "alternative",
            "indie",
            "electronic",
            "female vocalists",
            "dance",
            "00s",
            "alternative rock",
            "jazz",
            "beautiful",
            "metal",
            "chillout",
            "male vocalists",
            "classic rock",
            "soul",
            "indie rock",
            "Mellow",
            "electronica",
            "80s",
            "folk",
            "90s",
            "chill",
            "instrumental",
            "punk",
            "oldies",
            "blues",
            "hard rock",
            "ambient",
            "acoustic",
            "experimental",
            "female vocalist",
            "guitar",
            "Hip-Hop",
            "70s",
            "party",
            "country",
            "easy listening",
            "sexy",
            "catchy",
            "funk",
            "electro",
            "heavy metal",
            "Progressive rock",
            "60s",
            "rnb",
            "indie pop",
            "sad",
            "House",
            "happy");
    private static final String LAYOUT =
            """
            ROOT/
              audio/
                A/A/D/TRAADIN128F931D672.mp3     (the third to fifth letter of the name)
                ...
              lists/
                index_msd.tsv
                train_gt_msd.tsv
                val_gt_msd.tsv
                test_gt_msd.tsv
                left_out.txt                     (may be missing: tracks to do without, one per line)
            """;

    MillionSongDataset() {
        super(makeCard());
    }

    private static DatasetCard makeCard() {
        return DatasetCard.of("msd-top50", "Million Song Dataset, 50 most frequent tags of Last.fm")
                .content("241,889 previews of at least 29.1 s with the 50 most frequent tags of Last.fm.")
                .citation("T. Bertin-Mahieux, D. P. W. Ellis, B. Whitman and P. Lamere (2011), The Million Song"
                        + " Dataset, 12th ISMIR; the split: K. Choi, G. Fazekas and M. Sandler (2016), Automatic"
                        + " Tagging Using Deep Convolutional Neural Networks, 17th ISMIR, and J. Lee, J. Park, K. L."
                        + " Kim and J. Nam (2017), Sample-level Deep Convolutional Neural Networks for Music"
                        + " Auto-tagging Using Raw Waveforms, SMC")
                .licence("metadata and tags for research only; the audio is not distributed")
                .homepage("http://millionsongdataset.com")
                .obtaining("The audio, previews of 7digital, can no longer be downloaded: ask a lab that has it, and"
                        + " name the files by the identifiers of the dataset. The lists are the files of"
                        + " data/index/msd in https://github.com/jordipons/musicnn-training. To measure as Won"
                        + " (2020) did, write the 54 tracks that are left out there (skip_files in"
                        + " training/data_loader/msd_loader.py of"
                        + " https://github.com/minzwon/sota-music-tagging-models) into lists/left_out.txt.")
                .layout(LAYOUT)
                .split("train", "201,680 tracks to train on")
                .split("valid", "11,774 tracks to choose models on")
                .split("test", "28,435 tracks to test on")
                .defaultSplit("test")
                .published(TaggingPapers.won2020("test", "FCN (Choi 2016)", 0.8744, 0.2970))
                .published(TaggingPapers.won2020("test", "CRNN (Choi 2017)", 0.8499, 0.2469))
                .published(TaggingPapers.musicnn("test", "MSD_musicnn", 0.8802, 0.2891))
                .published(TaggingPapers.musicnn("test", "MSD_musicnn_big", 0.8841, 0.3003))
                .published(TaggingPapers.musicnn("test", "MSD_vgg", 0.8768, 0.2819))
                .build();
    }

    @Override
    TaggedSplit read(Path root, String split) {
        String list = LISTS.get(split);
        return new TaggedSplit(Labelling.MULTIPLE, TAGS, tracks(root, list, paths(root), leftOut(root)));
    }

    @Override
    public List<DatasetFile> files(Path root) {
        FileList files = new FileList(root).add(INDEX);
        Map<String, String> paths = paths(root);
        Set<String> leftOut = leftOut(root);
        for (String split : card().splits().keySet()) {
            files.add(LISTS.get(split)).add(tracks(root, LISTS.get(split), paths, leftOut));
        }
        return files.list();
    }

    private static Map<String, String> paths(Path root) {
        Map<String, String> paths = new HashMap<>();
        for (TextFile.Line line : TextFile.lines(root.resolve(INDEX))) {
            String[] parts = split(line);
            paths.put(parts[0], parts[1]);
        }
        return paths;
    }

    private static Set<String> leftOut(Path root) {
        Set<String> leftOut = new HashSet<>();
        if (Files.exists(root.resolve(LEFT_OUT))) {
            TextFile.lines(root.resolve(LEFT_OUT)).forEach(line -> leftOut.add(line.text()));
        }
        return leftOut;
    }

    private static List<TaggedTrack> tracks(Path root, String list, Map<String, String> paths, Set<String> leftOut) {
        TrackList tracks = new TrackList();
        for (TextFile.Line line : TextFile.lines(root.resolve(list))) {
            String[] parts = split(line);
            if (leftOut.contains(parts[0])) {
                continue;
            }
            String path = paths.get(parts[0]);
            if (path == null) {
                throw line.place().error("the track " + parts[0] + " is not in " + root.resolve(INDEX));
            }
            Recording recording = Recording.of(root.resolve("audio").resolve(path));
            tracks.add(line.place(), TaggedTrack.of(parts[0], recording, tags(line, parts[1])));
        }
        return tracks.tracks();
    }

    private static String[] split(TextFile.Line line) {
        String[] parts = line.text().split("\t");
        if (parts.length != 2) {
            throw line.place().error("expected the name of a track, a tab, and one value");
        }
        return parts;
    }

    private static Set<String> tags(TextFile.Line line, String vector) {
        if (!vector.matches("\\[[01](, [01]){" + (TAGS.size() - 1) + "}]")) {
            throw line.place().error("expected " + TAGS.size() + " zeros and ones in brackets, found " + vector);
        }
        Set<String> tags = new HashSet<>();
        for (int tag = 0; tag < TAGS.size(); tag++) {
            if (vector.charAt(1 + 3 * tag) == '1') {
                tags.add(TAGS.get(tag));
            }
        }
        return tags;
    }
}
