// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.error.DatasetException;
import org.mir4j.datasets.MusdbSongs.WavStems;

/** DSD100, the Demixing Secrets Dataset: 100 songs as WAV files, the data set of SiSEC 2016. */
final class Dsd100 extends StemDataset {

    /** How a folder begins that is known by its number: {@code 001 - }. */
    private static final int NUMBER_LENGTH = 6;

    /** The folders of the songs below Mixtures and Sources. */
    private final List<String> songs = NameList.ofResource(Dsd100.class, "dsd100.txt");

    Dsd100() {
        super(makeCard());
    }

    private static DatasetCard makeCard() {
        return DatasetCard.of("dsd100", "DSD100 (Demixing Secrets Dataset)")
                .content("100 whole songs (7 hours) with vocals, drums, bass and the rest; 44.1 kHz stereo. All of"
                        + " them are in MUSDB18 too, in other splits. SiSEC 2016 scored it with BSS Eval v3 over windows of"
                        + " 30 s; here it is scored as MUSDB18 is.")
                .citation(
                        "A. Liutkus, F.-R. Stöter, Z. Rafii, D. Kitamura, B. Rivet, N. Ito, N. Ono, J. Fontecave: The 2016"
                                + " Signal Separation Evaluation Campaign, LVA/ICA 2017")
                .licence(
                        "the songs are of the 'Mixing Secrets' Free Multitrack Download Library," + " whose terms hold")
                .homepage("https://sigsep.github.io/datasets/dsd100.html")
                .obtaining("Download DSD100.zip (14 GB) from http://liutkus.net/DSD100.zip and unpack it.")
                .layout(
                        """
                    ROOT/
                      Mixtures/
                        Dev/   50 folders
                          051 - AM Contra - Heart Peripheral/mixture.wav
                          ...
                        Test/  50 folders
                          001 - ANiMAL - Clinic A/mixture.wav
                          ...
                      Sources/
                        Dev/   50 folders
                          051 - AM Contra - Heart Peripheral/{vocals,drums,bass,other}.wav
                          ...
                        Test/  50 folders
                    """)
                .split("test", "50 songs, numbers 1 to 50")
                .split("dev", "50 songs, numbers 51 to 100, for training")
                .split("all", "100 songs")
                .archive("DSD100.zip", Checksum.md5("e8964d97d6f320962647e24ebc6773e3"))
                .build();
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return songs.stream()
                .map(song -> stems(song, folder(root, "Mixtures", song), folder(root, "Sources", song)))
                .flatMap(stems -> stems.files().stream())
                .toList();
    }

    @Override
    StemSplit read(Path root, String split) {
        return new StemSplit(
                SeparationProtocol.BSS_EVAL_V4,
                MusdbSongs.STEMS,
                songs.stream()
                        .filter(song -> split.equals("all") || song.regionMatches(true, 0, split, 0, split.length()))
                        .map(song -> stems(
                                song,
                                root.resolve(folder(root, "Mixtures", song)),
                                root.resolve(folder(root, "Sources", song))))
                        .map(WavStems::track)
                        .toList());
    }

    private static WavStems stems(String song, Path mixture, Path sources) {
        return new WavStems(song.substring(song.indexOf('/') + 1 + NUMBER_LENGTH), mixture, sources);
    }

    /** The folder of a song relative to the root: by its name, or else by its number, as titles vary in spelling. */
    private static Path folder(Path root, String top, String song) {
        Path listed = Path.of(top, song.split("/", 2));
        Path half = root.resolve(listed).getParent();
        if (Files.isDirectory(root.resolve(listed)) || !Files.isDirectory(half)) {
            return listed;
        }
        String number = listed.getFileName().toString().substring(0, NUMBER_LENGTH);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(half, number + "*")) {
            Iterator<Path> found = folders.iterator();
            return found.hasNext() ? root.relativize(found.next()) : listed;
        } catch (IOException e) {
            throw new DatasetException("The songs of DSD100 in " + half + " cannot be listed: " + e + ".", e);
        }
    }
}
