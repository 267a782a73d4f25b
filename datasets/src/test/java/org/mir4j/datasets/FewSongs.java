// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.DatasetException;

/** A data set of songs with two streams each, in folders named as the splits, and a list of them. */
final class FewSongs implements SeparationDataset {

    List<String> names = List.of("train/a.wav", "train/b.wav", "test/c.wav");
    Map<String, Checksum> checksums = Map.of();
    String damagedSplit = "";

    @Override
    public DatasetCard card() {
        return DatasetCard.of("few-songs", "Few songs")
                .content("a few")
                .citation("none")
                .licence("none")
                .homepage("none")
                .obtaining("not")
                .layout("ROOT/")
                .split("train", "some")
                .split("test", "others")
                .build();
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return Stream.concat(names.stream(), Stream.of("list.txt"))
                .map(name -> new DatasetFile(Path.of(name), Optional.ofNullable(checksums.get(name))))
                .toList();
    }

    @Override
    public StemSplit load(Path root, String split) {
        if (split.equals(damagedSplit)) {
            throw new DatasetException("The list of " + split + " is damaged.");
        }
        return new StemSplit(
                SeparationProtocol.BSS_EVAL_V4,
                List.of("vocals"),
                names.stream()
                        .filter(name -> name.startsWith(split))
                        .map(name -> track(name, Recording.of(root.resolve(name))))
                        .toList());
    }

    private static StemTrack track(String name, Recording mixture) {
        return new StemTrack(name, Optional.of(mixture), Map.of("vocals", List.of(mixture.stream(1))));
    }
}
