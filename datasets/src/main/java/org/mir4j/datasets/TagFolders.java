// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;

/**
 * Recordings that lie in a folder for each label. What lies deeper has the label of the outermost folder. The labels
 * are in the order of the alphabet; a folder without audio is no label.
 */
final class TagFolders extends TagDataset {

    private static final String ALL = "all";
    private static final String LAYOUT =
            """
            ROOT/
              jazz/
                any-name.wav
                album/
                  01.flac
              rock/
                ...
            """;

    TagFolders() {
        super(makeCard());
    }

    private static DatasetCard makeCard() {
        return DatasetCard.of("tag-folders", "Your own recordings, one folder per label")
                .content("Any recordings with one label each, that of the folder they lie in.")
                .citation("your own")
                .licence("your own")
                .homepage("none")
                .obtaining("Make one folder per label, and put the recordings that have it into it.")
                .layout(LAYOUT)
                .split(ALL, "all recordings")
                .build();
    }

    @Override
    TaggedSplit read(Path root, String split) {
        Set<String> labels = new TreeSet<>();
        List<TaggedTrack> tracks = new ArrayList<>();
        for (Path file : AudioFiles.below(root)) {
            Path path = root.relativize(file);
            if (path.getNameCount() < 2) {
                throw new DatasetException("The file " + file + " lies beside the folders of the labels; put it into"
                        + " the folder of its label.");
            }
            String label = path.getName(0).toString();
            labels.add(label);
            tracks.add(TaggedTrack.of(path.toString().replace('\\', '/'), Recording.of(file), Set.of(label)));
        }
        if (tracks.isEmpty()) {
            throw new DatasetException("There are no audio files below " + root
                    + "; expected a folder for each label with the recordings that have it.");
        }
        return new TaggedSplit(Labelling.SINGLE, List.copyOf(labels), tracks);
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return new FileList(root).add(load(root, ALL).tracks()).list();
    }
}
