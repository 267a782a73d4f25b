// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.mir4j.core.error.DatasetException;

/** Which files hold audio, judged by their names. */
final class AudioFiles {

    /** The extensions of files with audio, in lower case. */
    static final Set<String> EXTENSIONS = Set.of(
            "aac", "aif", "aifc", "aiff", "ape", "au", "caf", "dsf", "flac", "m4a", "m4b", "mka", "mkv", "mp2", "mp3",
            "mp4", "mpc", "oga", "ogg", "opus", "snd", "tta", "w64", "wav", "wave", "weba", "webm", "wma", "wv");

    private AudioFiles() {}

    /**
     * Tells whether a file holds audio.
     *
     * @param file a file
     * @return whether its extension is one of {@link #EXTENSIONS}; hidden files never hold any
     */
    static boolean isAudio(Path file) {
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
    static List<Path> below(Path folder) {
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
