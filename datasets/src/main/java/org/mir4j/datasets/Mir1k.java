// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.StemTrack;

/** MIR-1K: a thousand clips of amateur karaoke, accompaniment on the left and voice on the right. */
final class Mir1k extends StemDataset {

    private static final String FOLDER = "Wavfile/";
    private static final int ACCOMPANIMENT = 0;
    private static final int VOICE = 1;

    private final ChecksumIndex index = ChecksumIndex.ofResource(Mir1k.class, "mir-1k.sha256");

    Mir1k() {
        super(makeCard());
    }

    private static DatasetCard makeCard() {
        return DatasetCard.of("mir-1k", "MIR-1K")
                .content(
                        "1000 clips of 3 to 12 s (133 minutes) of Chinese karaoke by 19 amateur singers; 16 kHz, 16 bit,"
                                + " accompaniment on the left and voice on the right. The mixture at 0 dB is the sum of both. In"
                                + " titon_5_08 and stool_4_07 the voice leaks into the accompaniment.")
                .citation(
                        "C.-L. Hsu, J.-S. R. Jang: On the improvement of singing voice separation for monaural recordings"
                                + " using the MIR-1K dataset, IEEE Transactions on Audio, Speech, and Language Processing 18(2),"
                                + " 2010")
                .licence("for research")
                .homepage("https://sites.google.com/site/unvoicedsoundseparation/mir-1k")
                .obtaining(
                        "Download http://mirlab.org/dataset/public/MIR-1K.zip (1.1 GB) and unpack it. Only its folder Wavfile"
                                + " is read.")
                .layout(
                        """
                    ROOT/
                      Wavfile/  1000 files
                        Ani_1_01.wav     SINGER_SONG_CLIP.wav
                        ...
                    """)
                .split("test", "825 clips of 17 singers, the usual choice (Huang 2014)")
                .split("train", "175 clips of the singers abjones and amy")
                .split("train-learn", "those of train but 13, to learn from when the others choose the best epoch")
                .split("train-check", "13 clips of train: the songs abjones_1 and amy_9")
                .split("all", "1000 clips")
                .build();
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return index.files();
    }

    @Override
    StemSplit read(Path root, String split) {
        return new StemSplit(
                SeparationProtocol.BSS_EVAL_V3,
                List.of("vocals", "accompaniment"),
                index.checksums().keySet().stream()
                        .map(path -> path.substring(FOLDER.length()))
                        .filter(file -> splitsOf(file).contains(split))
                        .map(file -> track(file, FileLookup.find(root, Path.of(FOLDER, file))))
                        .toList());
    }

    private static Set<String> splitsOf(String file) {
        if (!file.startsWith("abjones_") && !file.startsWith("amy_")) {
            return Set.of("all", "test");
        }
        boolean checks = file.startsWith("abjones_1_") || file.startsWith("amy_9_");
        return Set.of("all", "train", checks ? "train-check" : "train-learn");
    }

    private static StemTrack track(String name, Path file) {
        Recording both = Recording.of(file);
        return new StemTrack(
                name.substring(0, name.lastIndexOf('.')),
                Optional.empty(),
                Map.of("vocals", List.of(both.channel(VOICE)), "accompaniment", List.of(both.channel(ACCOMPANIMENT))));
    }
}
