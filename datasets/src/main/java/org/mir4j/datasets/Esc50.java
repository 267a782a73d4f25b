// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.PublishedScore;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.datasets.Table.Row;

/** ESC-50 (Piczak 2015): environmental sounds of 50 classes in five folds. */
final class Esc50 extends TagDataset {

    private static final String METADATA = "meta/esc50.csv";
    private static final String ALL = "all";
    private static final String FOLD = "fold-";
    private static final int FOLDS = 5;
    private static final String LAYOUT =
            """
            ROOT/
              audio/
                1-100032-A-0.wav
                ...
              meta/
                esc50.csv
            """;

    Esc50() {
        super(makeCard());
    }

    private static DatasetCard makeCard() {
        DatasetCard.Builder builder = DatasetCard.of("esc-50", "ESC-50: Environmental Sound Classification")
                .content("2,000 recordings of 5 s (44.1 kHz, mono), 40 of each of 50 classes of environmental sounds.")
                .citation("K. J. Piczak (2015), ESC: Dataset for Environmental Sound Classification, 23rd ACM"
                        + " International Conference on Multimedia, doi:10.1145/2733373.2806390")
                .licence("CC BY-NC 3.0; the clips of the subset ESC-10: CC BY 3.0")
                .homepage("https://github.com/karolpiczak/ESC-50")
                .obtaining("Download https://github.com/karolpiczak/ESC-50/archive/master.zip (600 MB) and unpack it;"
                        + " the folder ESC-50-master is the root.")
                .layout(LAYOUT)
                .split(ALL, "all 2,000 clips; the mean accuracy of cross-validation is measured over these");
        for (int fold = 1; fold <= FOLDS; fold++) {
            builder.split(FOLD + fold, "the 400 clips of fold " + fold + ", to test what was trained on the others");
        }
        return builder.published(score("human listeners", 0.813, "Piczak (2015)"))
                .published(score("random forest on MFCC and ZCR", 0.443, "Piczak (2015)"))
                .published(score(
                        "CNN with 2 convolutional and 2 dense layers",
                        0.645,
                        "Piczak (2015), Environmental Sound Classification with Convolutional Neural Networks, MLSP"))
                .build();
    }

    private static PublishedScore score(String system, double accuracy, String paper) {
        return new PublishedScore(
                ALL, system, Map.of("accuracy", accuracy), paper + ", as listed in the dataset's README");
    }

    @Override
    TaggedSplit read(Path root, String split) {
        return read(root, row -> split.equals(ALL) || split.equals(FOLD + row.get("fold")));
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return new FileList(root)
                .add(METADATA)
                .add(read(root, row -> true).tracks())
                .list();
    }

    private TaggedSplit read(Path root, Predicate<Row> chosen) {
        SortedMap<Integer, String> categories = new TreeMap<>();
        TrackList tracks = new TrackList();
        for (Row row : Table.commas(root.resolve(METADATA)).rows("filename", "fold", "target", "category")) {
            String category = row.said("category");
            String before = categories.putIfAbsent((int) row.number("target"), category);
            if (before != null && !before.equals(category)) {
                throw row.place().error("the target " + row.get("target") + " was '" + before + "' in another row");
            }
            if (chosen.test(row)) {
                String file = row.said("filename");
                Recording recording = Recording.of(root.resolve("audio").resolve(file));
                tracks.add(row.place(), TaggedTrack.of(file, recording, Set.of(category)));
            }
        }
        return new TaggedSplit(Labelling.SINGLE, List.copyOf(categories.values()), tracks.tracks());
    }
}
