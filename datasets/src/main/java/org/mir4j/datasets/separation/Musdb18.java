// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.separation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.datasets.files.FileLookup;

/** MUSDB18: 150 songs as stem files, the data set of SiSEC 2018. */
public final class Musdb18 implements SeparationDataset {

    private final List<MusdbSongs.Song> songs = MusdbSongs.all();
    private final DatasetCard card = card(songs);

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
    public DatasetCard card() {
        return card;
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return songs.stream()
                .map(song -> new DatasetFile(Path.of(StemFiles.path(song)), Optional.empty()))
                .toList();
    }

    @Override
    public StemSplit load(Path root, String split) {
        card.requireSplit(split);
        FileLookup.requireRoot(root, card);
        return StemFiles.load(songs, root, split);
    }
}
