// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Path;
import java.util.List;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.datasets.MusdbSongs.WavStems;

/** MUSDB18-HQ: the songs of MUSDB18, uncompressed. */
final class Musdb18Hq extends StemDataset {

    private final List<MusdbSongs.Song> songs = MusdbSongs.all();

    Musdb18Hq() {
        super(card(MusdbSongs.all()));
    }

    private static DatasetCard card(List<MusdbSongs.Song> songs) {
        DatasetCard.Builder card = DatasetCard.of("musdb18-hq", "MUSDB18-HQ")
                .content("The 150 songs (10 hours) of MUSDB18, uncompressed: vocals, drums, bass and the rest; 44.1 kHz"
                        + " stereo, up to 22 kHz. Scores on it are not those on MUSDB18.")
                .citation(
                        "Z. Rafii, A. Liutkus, F.-R. Stöter, S. I. Mimilakis, R. Bittner: MUSDB18-HQ - an uncompressed"
                                + " version of MUSDB18, 2019, doi:10.5281/zenodo.3338373")
                .licence("for academic purposes only; 46 songs are CC BY-NC-SA 4.0 (MedleyDB), 2 are CC BY-NC-SA 3.0,"
                        + " the others have terms of their own")
                .homepage("https://sigsep.github.io/datasets/musdb.html")
                .obtaining("Download musdb18hq.zip (22.7 GB) from https://zenodo.org/record/3338373 and unpack it.")
                .layout(
                        """
                        ROOT/
                          train/  100 folders
                            A Classic Education - NightOwl/
                              mixture.wav  vocals.wav  drums.wav  bass.wav  other.wav
                            ...
                          test/   50 folders
                            AM Contra - Heart Peripheral/
                              mixture.wav  vocals.wav  drums.wav  bass.wav  other.wav
                            ...
                        """)
                .archive("musdb18hq.zip", Checksum.md5("12d4f2ecd55245a4688754dd76363103"));
        return MusdbSongs.describeSplits(card, songs).build();
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return songs.stream()
                .flatMap(song -> stems(song, folder(song)).files().stream())
                .toList();
    }

    @Override
    StemSplit read(Path root, String split) {
        return new StemSplit(
                SeparationProtocol.BSS_EVAL_V4,
                MusdbSongs.STEMS,
                MusdbSongs.ofSplit(songs, split).stream()
                        .map(song ->
                                stems(song, FileLookup.find(root, folder(song))).track())
                        .toList());
    }

    private static Path folder(MusdbSongs.Song song) {
        return Path.of(song.folder(), song.name());
    }

    private static WavStems stems(MusdbSongs.Song song, Path folder) {
        return new WavStems(song.name(), folder, folder);
    }
}
