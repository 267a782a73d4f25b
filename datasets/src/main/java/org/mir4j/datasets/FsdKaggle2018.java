// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.datasets.Table.Row;

/** FSDKaggle2018 (Fonseca 2018): clips of Freesound with one of 41 labels, as used in task 2 of DCASE 2018. */
final class FsdKaggle2018 extends TagDataset {

    private static final String META = "FSDKaggle2018.meta/";
    private static final String TRAIN_LIST = META + "train_post_competition.csv";
    private static final String TEST_LIST = META + "test_post_competition_scoring_clips.csv";
    /** The same list with the 7,800 clips that were only there to be waded through, which are marked as ignored. */
    private static final String PADDED_TEST_LIST = META + "test_post_competition.csv";

    private static final String TRAIN_AUDIO = "FSDKaggle2018.audio_train";
    private static final String TEST_AUDIO = "FSDKaggle2018.audio_test";
    private static final String LAYOUT =
            """
            ROOT/
              FSDKaggle2018.audio_train/
                00044347.wav
                ...
              FSDKaggle2018.audio_test/
                ...
              FSDKaggle2018.meta/
                train_post_competition.csv
                test_post_competition_scoring_clips.csv   (or test_post_competition.csv)
            """;

    FsdKaggle2018() {
        super(makeCard());
    }

    private static DatasetCard makeCard() {
        return DatasetCard.of("fsdkaggle2018", "FSDKaggle2018")
                .content("11,073 clips of Freesound, 0.3 to 30 s (44.1 kHz, mono), each with one of 41 labels of the"
                        + " AudioSet ontology: 9,473 to train on, of which 3,710 were verified by hand, and 1,600 to"
                        + " test on.")
                .citation("E. Fonseca, M. Plakal, F. Font, D. P. W. Ellis, X. Favory, J. Pons and X. Serra (2018),"
                        + " General-purpose Tagging of Freesound Audio with AudioSet Labels: Task Description,"
                        + " Dataset, and Baseline, DCASE Workshop")
                .licence("each clip its own, CC0 or CC BY, a few CC BY-NC; see the column 'license' of the lists")
                .homepage("https://zenodo.org/record/2552860")
                .obtaining("Download FSDKaggle2018.audio_train.zip, FSDKaggle2018.audio_test.zip and"
                        + " FSDKaggle2018.meta.zip from the homepage and unpack them into the root.")
                .layout(LAYOUT)
                .split("train", "the 9,473 clips to train on")
                .split("train-verified", "those of them whose label was verified by hand")
                .split("test", "the 1,600 clips to test on")
                .split("test-public", "those of them that the public leaderboard was computed from")
                .split("test-private", "those of them that the final leaderboard was computed from")
                .defaultSplit("test")
                .build();
    }

    @Override
    TaggedSplit read(Path root, String split) {
        List<Row> training = trainingRows(root);
        List<TaggedTrack> tracks =
                switch (split) {
                    case "train" -> tracks(root, TRAIN_AUDIO, training, row -> true);
                    case "train-verified" -> tracks(root, TRAIN_AUDIO, training, row -> row.flag("manually_verified"));
                    case "test" -> tracks(root, TEST_AUDIO, testRows(root), row -> true);
                    case "test-public" -> tracks(root, TEST_AUDIO, testRows(root), usage("Public"));
                    default -> tracks(root, TEST_AUDIO, testRows(root), usage("Private"));
                };
        Set<String> labels = new TreeSet<>();
        training.forEach(row -> labels.add(row.said("label")));
        return new TaggedSplit(Labelling.SINGLE, List.copyOf(labels), tracks);
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return new FileList(root)
                .add(TRAIN_LIST)
                .add(testList(root))
                .add(load(root, "train").tracks())
                .add(load(root, "test").tracks())
                .list();
    }

    private static Predicate<Row> usage(String wanted) {
        return row -> row.get("usage").equals(wanted);
    }

    private static List<Row> trainingRows(Path root) {
        return Table.commas(root.resolve(TRAIN_LIST)).rows("fname", "label", "manually_verified");
    }

    private static List<Row> testRows(Path root) {
        return Table.commas(root.resolve(testList(root))).rows("fname", "label", "usage").stream()
                .filter(row -> !row.get("usage").equals("Ignored"))
                .toList();
    }

    private static String testList(Path root) {
        boolean padded = !Files.exists(root.resolve(TEST_LIST)) && Files.exists(root.resolve(PADDED_TEST_LIST));
        return padded ? PADDED_TEST_LIST : TEST_LIST;
    }

    private static List<TaggedTrack> tracks(Path root, String folder, List<Row> rows, Predicate<Row> chosen) {
        TrackList tracks = new TrackList();
        for (Row row : rows) {
            if (chosen.test(row)) {
                String file = row.said("fname");
                Recording recording = Recording.of(root.resolve(folder).resolve(file));
                tracks.add(row.place(), TaggedTrack.of(file, recording, Set.of(row.said("label"))));
            }
        }
        return tracks.tracks();
    }
}
