// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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

    /** Which files hold audio, judged by their names. */
    private static final class AudioFiles {

        /** The extensions of files with audio, in lower case. */
        public static final Set<String> EXTENSIONS = Set.of(
                "aac", "aif", "aifc", "aiff", "ape", "au", "caf", "dsf", "flac", "m4a", "m4b", "mka", "mkv", "mp2",
                "mp3", "mp4", "mpc", "oga", "ogg", "opus", "snd", "tta", "w64", "wav", "wave", "weba", "webm", "wma",
                "wv");

        private AudioFiles() {}

        /**
         * Tells whether a file holds audio.
         *
         * @param file a file
         * @return whether its extension is one of {@link #EXTENSIONS}; hidden files never hold any
         */
        public static boolean isAudio(Path file) {
            String name = file.getFileName().toString();
            String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            return !name.startsWith(".") && EXTENSIONS.contains(extension);
        }

        /**
         * Finds the audio files in a folder and the folders below it. Links are followed.
         *
         * @param folder the folder
         * @return the files, in the order of their paths
         * @throws DatasetException if there is no such folder
         */
        public static List<Path> below(Path folder) {
            if (!Files.isDirectory(folder)) {
                throw new DatasetException("There is no folder " + folder + ", where the audio is expected.");
            }
            try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
                return files.filter(file -> isAudio(file) && Files.isRegularFile(file))
                        .sorted()
                        .toList();
            } catch (IOException | UncheckedIOException e) {
                throw new DatasetException("The folder " + folder + " cannot be listed: " + e.getMessage() + ".", e);
            }
        }
    }
}
