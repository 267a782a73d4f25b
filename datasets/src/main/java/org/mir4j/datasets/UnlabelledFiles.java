// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;

/** Recordings of which nothing is known: any audio files in a folder and the folders below it. They are for teachers. */
final class UnlabelledFiles extends TagDataset {

    private static final String ALL = "all";
    private static final String LAYOUT =
            """
            ROOT/
              any-name.mp3
              an album/
                01.flac
                ...
            """;

    UnlabelledFiles() {
        super(makeCard());
    }

    private static DatasetCard makeCard() {
        return DatasetCard.of("audio-files", "Your own recordings, without labels or stems")
                .content("Any recordings. Teachers say what there is to learn from them ('mir train').")
                .citation("your own")
                .licence("your own")
                .homepage("none")
                .obtaining("Put recordings into a folder, or into folders below it.")
                .layout(LAYOUT)
                .split(ALL, "all recordings")
                .build();
    }

    @Override
    TaggedSplit read(Path root, String split) {
        List<TaggedTrack> tracks = AudioFiles.below(root).stream()
                .map(file -> TaggedTrack.of(
                        root.relativize(file).toString().replace('\\', '/'), Recording.of(file), Set.of()))
                .toList();
        if (tracks.isEmpty()) {
            throw new DatasetException("There are no audio files below " + root + ".");
        }
        return new TaggedSplit(Labelling.MULTIPLE, List.of(), tracks);
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return new FileList(root).add(load(root, ALL).tracks()).list();
    }
}
