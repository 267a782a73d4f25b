// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.tagging;

import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.PublishedScore;

/** What the cards of all sets of tags of the MTG-Jamendo dataset have in common. */
final class MtgJamendoCards {

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
                .citation("D. Bogdanov, M. Won, P. Tovstogan, A. Porter and X. Serra (2019), The MTG-Jamendo Dataset"
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
                Results.tagging(rocAuc, prAuc),
                "MediaEval 2019, Emotion and Theme Recognition in Music; results/mediaeval in the dataset's"
                        + " repository");
    }
}
