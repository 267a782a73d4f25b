// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Path;
import java.util.List;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.datasets.MusdbSongs.StemFiles;

/** Seven seconds of 144 of the songs of MUSDB18, to try things with. */
final class Musdb18Sample extends StemDataset {

    private final ChecksumIndex index;
    private final List<MusdbSongs.Song> songs;

    Musdb18Sample() {
        this(ChecksumIndex.ofResource(Musdb18Sample.class, "musdb18-7s.sha256"));
    }

    private Musdb18Sample(ChecksumIndex index) {
        this(index, songs(index));
    }

    private Musdb18Sample(ChecksumIndex index, List<MusdbSongs.Song> songs) {
        super(card(songs));
        this.index = index;
        this.songs = songs;
    }

    private static List<MusdbSongs.Song> songs(ChecksumIndex index) {
        return MusdbSongs.all().stream()
                .filter(song -> index.of(StemFiles.path(song)).isPresent())
                .toList();
    }

    private static DatasetCard card(List<MusdbSongs.Song> songs) {
        DatasetCard.Builder card = DatasetCard.of("musdb18-7s", "MUSDB18, seven second excerpts")
                .content("Excerpts of 144 songs of MUSDB18, of 6.8 s each, with vocals, drums, bass and the rest; 44.1"
                        + " kHz stereo, AAC. Six songs of the training half are left out.")
                .citation("Z. Rafii, A. Liutkus, F.-R. Stöter, S. I. Mimilakis, R. Bittner: The MUSDB18 corpus for"
                        + " music separation, 2017, doi:10.5281/zenodo.1117372")
                .licence("as MUSDB18: for academic, non-commercial purposes")
                .homepage("https://sigsep.github.io/datasets/musdb.html")
                .obtaining("Download MUSDB18-7-STEMS.zip (147 MB) from"
                        + " https://github.com/sigsep/sigsep-mus-db/releases/tag/v0.4.0 and unpack it.")
                .layout(
                        """
                        ROOT/
                          train/  94 files
                            A Classic Education - NightOwl.stem.mp4
                            ...
                          test/   50 files
                            AM Contra - Heart Peripheral.stem.mp4
                            ...
                        each with the audio streams mixture, drums, bass, other, vocals
                        """)
                .archive("MUSDB18-7-STEMS.zip", Checksum.md5("dc2bdfac5b46ce742bd60009866758a5"));
        return MusdbSongs.describeSplits(card, songs).build();
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return index.files();
    }

    @Override
    StemSplit read(Path root, String split) {
        return StemFiles.load(songs, root, split);
    }
}
