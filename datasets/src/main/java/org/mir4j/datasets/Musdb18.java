// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.PublishedScore;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.datasets.MusdbSongs.StemFiles;

/** MUSDB18: 150 songs as stem files, the data set of SiSEC 2018. */
final class Musdb18 extends StemDataset {

    private final List<MusdbSongs.Song> songs = MusdbSongs.all();

    Musdb18() {
        super(card(MusdbSongs.all()));
    }

    private static DatasetCard card(List<MusdbSongs.Song> songs) {
        DatasetCard.Builder card = DatasetCard.of("musdb18", "MUSDB18")
                .content("150 whole songs (10 hours) with vocals, drums, bass and the rest; 44.1 kHz stereo, AAC at 256"
                        + " kbit/s, band-limited to 16 kHz. The mixture is coded by itself: the stems sum to it only"
                        + " approximately, and in 'PR - Oh No' not at all on the left.")
                .citation("Z. Rafii, A. Liutkus, F.-R. Stöter, S. I. Mimilakis, R. Bittner: The MUSDB18 corpus for"
                        + " music separation, 2017, doi:10.5281/zenodo.1117372")
                .licence("for academic purposes only; 46 songs are CC BY-NC-SA 4.0 (MedleyDB), 2 are CC BY-NC-SA 3.0,"
                        + " the others have terms of their own")
                .homepage("https://sigsep.github.io/datasets/musdb.html")
                .obtaining("Download musdb18.zip (4.7 GB) from https://zenodo.org/record/1117372 and unpack it.")
                .layout(
                        """
                        ROOT/
                          train/  100 files
                            A Classic Education - NightOwl.stem.mp4
                            ...
                          test/   50 files
                            AM Contra - Heart Peripheral.stem.mp4
                            ...
                        each with the audio streams mixture, drums, bass, other, vocals
                        """)
                .archive("musdb18.zip", Checksum.md5("af06762477334799bfc5abf237648207"));
        MusdbSongs.describeSplits(card, songs);
        MusdbScores.ofTest().forEach(card::published);
        return card.build();
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return songs.stream()
                .map(song -> new DatasetFile(Path.of(StemFiles.path(song)), Optional.empty()))
                .toList();
    }

    @Override
    StemSplit read(Path root, String split) {
        return StemFiles.load(songs, root, split);
    }

    /** What others measured on the test split of MUSDB18 with museval: dB, medians over tracks of medians over frames. */
    private static final class MusdbScores {

        private static final String UNMIX = "Open-Unmix, README of sigsep/open-unmix-pytorch, table of scores";
        private static final String SISEC =
                "SiSEC 2018 (Stöter, Liutkus, Ito), medians of the scores by track in sigsep/sigsep-mus-2018, ";

        private MusdbScores() {}

        static List<PublishedScore> ofTest() {
            return List.of(
                    unmix("umx (Stöter 2019)", 6.32, 5.73, 5.23, 4.02),
                    unmix("umxhq (Stöter 2019)", 6.25, 6.04, 5.07, 4.28),
                    unmix("umxl, trained on more than MUSDB18 (Stöter 2021)", 7.21, 7.15, 6.02, 4.89),
                    sisec("STL2", "Wave-U-Net (Stoller 2018)", 3.25, 4.22, 3.21, 2.25),
                    sisec("UHL2", "blended recurrent networks (Uhlich 2017)", 5.93, 5.92, 5.03, 4.19, 12.23),
                    sisec("TAK1", "MMDenseLSTM (Takahashi 2018)", 6.60, 6.43, 5.16, 4.15, 12.83),
                    sisec("IBM1", "oracle, ideal binary mask of magnitudes", 7.67, 7.09, 5.19, 5.89, 10.03),
                    sisec("IRM1", "oracle, ideal ratio mask of magnitudes", 8.52, 7.33, 6.18, 6.92, 14.50));
        }

        private static PublishedScore unmix(String system, double... sdr) {
            return new PublishedScore("test", system, figures(sdr), UNMIX);
        }

        private static PublishedScore sisec(String name, String what, double... sdr) {
            return new PublishedScore("test", name + ": " + what, figures(sdr), SISEC + "submission " + name);
        }

        private static Map<String, Double> figures(double... sdr) {
            List<String> sources = List.of("vocals", "drums", "bass", "other", "accompaniment");
            Map<String, Double> figures = new LinkedHashMap<>();
            for (int i = 0; i < sdr.length; i++) {
                figures.put(sources.get(i) + ".sdr", sdr[i]);
            }
            return figures;
        }
    }
}
