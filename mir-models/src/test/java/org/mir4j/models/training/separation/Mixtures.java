// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.models.tagging.WavFile;

/** The mixtures of {@link HighAndLow}, without stems. */
final class Mixtures implements TaggingDataset {

    static final int SONGS = 3;

    static Path write(Path root, int number) {
        return WavFile.write(
                root.resolve("mixture-" + number + ".wav"),
                HighAndLow.RATE,
                HighAndLow.mixture(HighAndLow.song(number)).channels()[0]);
    }

    @Override
    public DatasetCard card() {
        return HighAndLow.described("mixtures").split("all", "all").build();
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return List.of();
    }

    @Override
    public TaggedSplit load(Path root, String split) {
        return new TaggedSplit(
                Labelling.MULTIPLE,
                List.of(),
                IntStream.range(0, SONGS)
                        .mapToObj(number -> TaggedTrack.of(
                                Integer.toString(number),
                                Recording.of(root.resolve("mixture-" + number + ".wav")),
                                Set.of()))
                        .toList());
    }
}
