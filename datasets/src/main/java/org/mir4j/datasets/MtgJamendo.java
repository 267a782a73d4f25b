// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.PublishedScore;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;

/** One of the sets of tags of the MTG-Jamendo dataset (Bogdanov 2019), each with five splits. */
final class MtgJamendo extends TagDataset {

    private static final List<String> PARTS = List.of("train", "validation", "test");
    private static final int FIRST_TAG_COLUMN = 5;

    /** What the names of the lists have in common. */
    private final String subset;
    /** The download that the recordings come in. */
    private final String download;

    private MtgJamendo(DatasetCard card, String subset, String download) {
        super(card);
        this.subset = subset;
        this.download = download;
    }

    /**
     * The 50 most frequent tags of all kinds.
     *
     * @return {@code mtg-jamendo-top50}
     */
    public static MtgJamendo top50() {
        DatasetCard card = MtgJamendoCards.of("top50", "the 50 most frequent tags", "54,380 songs", "top50tags")
                .published(TaggingPapers.won2020(MtgJamendoCards.DEFAULT_SPLIT, "FCN (Choi 2016)", 0.8255, 0.2801))
                .published(TaggingPapers.won2020(MtgJamendoCards.DEFAULT_SPLIT, "CRNN (Choi 2017)", 0.7978, 0.2358))
                .published(TaggingPapers.won2020(MtgJamendoCards.DEFAULT_SPLIT, "MusiCNN (Pons 2018)", 0.8226, 0.2713))
                .build();
        return new MtgJamendo(card, "autotagging_top50tags", MtgJamendoCards.WHOLE_DOWNLOAD);
    }

    /**
     * The 87 tags of genre.
     *
     * @return {@code mtg-jamendo-genre}
     */
    public static MtgJamendo genre() {
        DatasetCard card = MtgJamendoCards.of("genre", "87 tags of genre", "55,094 songs", "genre")
                .build();
        return new MtgJamendo(card, "autotagging_genre", MtgJamendoCards.WHOLE_DOWNLOAD);
    }

    /**
     * The 40 tags of instruments.
     *
     * @return {@code mtg-jamendo-instrument}
     */
    public static MtgJamendo instrument() {
        DatasetCard card = MtgJamendoCards.of("instrument", "40 tags of instruments", "24,976 songs", "instrument")
                .build();
        return new MtgJamendo(card, "autotagging_instrument", MtgJamendoCards.WHOLE_DOWNLOAD);
    }

    /**
     * The 56 tags of mood and theme.
     *
     * @return {@code mtg-jamendo-moodtheme}
     */
    public static MtgJamendo moodTheme() {
        DatasetCard card = MtgJamendoCards.of("moodtheme", "56 tags of mood and theme", "17,982 songs", "moodtheme")
                .published(MtgJamendoCards.mediaEval("VGG-ish baseline", 0.725821, 0.107734))
                .build();
        return new MtgJamendo(card, "autotagging_moodtheme", "autotagging_moodtheme");
    }

    @Override
    TaggedSplit read(Path root, String split) {
        String number = split.substring(0, split.lastIndexOf('-'));
        Set<String> tags = new TreeSet<>();
        List<TaggedTrack> tracks = List.of();
        // the tags are those of all three parts, of which a small one might lack some
        for (String part : PARTS) {
            List<TaggedTrack> read = tracks(root, number + "-" + part);
            read.forEach(track -> tags.addAll(track.present()));
            if (split.endsWith("-" + part)) {
                tracks = read;
            }
        }
        return new TaggedSplit(Labelling.MULTIPLE, List.copyOf(tags), tracks);
    }

    @Override
    public List<DatasetFile> files(Path root) {
        FileList files = new FileList(root);
        for (String split : card().splits().keySet()) {
            files.add(list(split)).add(tracks(root, split));
        }
        String audio = audioFolder(root);
        Path checksums = root.resolve("data/download/" + download + "_" + audio + "_sha256_tracks.txt");
        return files.checksums(audio, ChecksumList.read(checksums, Checksum::sha256))
                .list();
    }

    private String list(String split) {
        int part = split.lastIndexOf('-');
        return "data/splits/" + split.substring(0, part) + "/" + subset + split.substring(part) + ".tsv";
    }

    private List<TaggedTrack> tracks(Path root, String split) {
        String folder = audioFolder(root);
        TrackList tracks = new TrackList();
        List<TextFile.Line> lines = TextFile.lines(root.resolve(list(split)));
        for (TextFile.Line line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            List<String> cells = List.of(line.text().split("\t"));
            if (cells.size() <= FIRST_TAG_COLUMN || !cells.get(3).endsWith(".mp3")) {
                throw line.place()
                        .error("expected TRACK_ID, ARTIST_ID, ALBUM_ID, PATH, DURATION and tags, separated by tabs");
            }
            String path = folder.equals("audio") ? cells.get(3) : cells.get(3).replaceAll("mp3$", "low.mp3");
            Recording recording = Recording.of(root.resolve(folder).resolve(path));
            Set<String> tags = Set.copyOf(cells.subList(FIRST_TAG_COLUMN, cells.size()));
            tracks.add(line.place(), TaggedTrack.of(cells.get(0), recording, tags));
        }
        return tracks.tracks();
    }

    private static String audioFolder(Path root) {
        boolean low = !Files.isDirectory(root.resolve("audio")) && Files.isDirectory(root.resolve("audio-low"));
        return low ? "audio-low" : "audio";
    }

    /** What the cards of all sets of tags of the MTG-Jamendo dataset have in common. */
    private static final class MtgJamendoCards {

        static final String DEFAULT_SPLIT = "split-0-test";
        static final String WHOLE_DOWNLOAD = "raw_30s";

        private static final int SPLITS = 5;
        private static final String LAYOUT =
                """
                ROOT/
                  data/                        (of the dataset's repository)
                    splits/
                      split-0/
                        autotagging_%s-train.tsv
                        autotagging_%1$s-validation.tsv
                        autotagging_%1$s-test.tsv
                      ...
                      split-4/
                    download/
                      %s_audio_sha256_tracks.txt
                  audio/                       (or audio-low/ with 00/1009600.low.mp3 ...)
                    00/
                      1009600.mp3
                      ...
                    99/
                """;

        private MtgJamendoCards() {}

        static DatasetCard.Builder of(String name, String tags, String songs, String subset) {
            String download = subset.equals("moodtheme") ? "autotagging_moodtheme" : WHOLE_DOWNLOAD;
            DatasetCard.Builder builder = DatasetCard.of("mtg-jamendo-" + name, "MTG-Jamendo, " + tags)
                    .content(songs + " of more than 30 s (MP3, 44.1 kHz, stereo, 320 kbit/s) with " + tags + ".")
                    .citation(
                            "D. Bogdanov, M. Won, P. Tovstogan, A. Porter and X. Serra (2019), The MTG-Jamendo Dataset"
                                    + " for Automatic Music Tagging, Machine Learning for Music Discovery Workshop, ICML")
                    .licence("metadata: CC BY-NC-SA 4.0; each song its own Creative Commons licence, see"
                            + " audio_licenses.txt")
                    .homepage("https://github.com/MTG/mtg-jamendo-dataset")
                    .obtaining(
                            "Clone the repository on the homepage as the root, make a folder audio in it, and run"
                                    + " 'python3 scripts/download/download.py --dataset " + download + " --type audio"
                                    + " --unpack --remove audio' there. It verifies the archives by"
                                    + " data/download/*_sha256_tars.txt. For small files in mono write audio-low in place of audio.")
                    .layout(LAYOUT.formatted(subset, download));
            for (int split = 0; split < SPLITS; split++) {
                builder.split("split-" + split + "-train", "songs to train on")
                        .split("split-" + split + "-validation", "songs to choose models on")
                        .split("split-" + split + "-test", "songs to test on, by other artists");
            }
            return builder.defaultSplit(DEFAULT_SPLIT);
        }

        static PublishedScore mediaEval(String system, double rocAuc, double prAuc) {
            return new PublishedScore(
                    DEFAULT_SPLIT,
                    system,
                    TaggingPapers.tagging(rocAuc, prAuc),
                    "MediaEval 2019, Emotion and Theme Recognition in Music; results/mediaeval in the dataset's"
                            + " repository");
        }
    }
}
